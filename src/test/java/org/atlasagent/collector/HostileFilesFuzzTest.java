package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atlasagent.testing.Parsing;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever stands in a file that a collector reads, each line that it reports is right: {@link
 * RunningCollector} holds what is on the wire against a strict parser.
 */
class HostileFilesFuzzTest {
  /** What it takes to start a collector and run it three times, in bytes of input. */
  private static final int ROOM_FOR_COLLECTOR = 16 << 10;

  private static final int LARGEST_SEED = 4096;

  /** Collectors and the files that they read; the first byte of an input chooses a pair. */
  private static final List<Reading> READINGS = new ArrayList<>();

  private record Reading(RecordedHost host, Catalogue.Entry entry, Path file) {}

  @BeforeAll
  static void findWhatIsRead(@TempDir Path directory) {
    READINGS.clear();
    for (String name : List.of("modern", "container-v2")) {
      RecordedHost host = RecordedHost.copy(name, directory.resolve(name));
      for (Catalogue.Entry entry : RecordedHost.collectors()) {
        try (RunningCollector collector = host.start(entry)) {
          collector.run(Due.ALL);
          collector.openFiles().stream()
              .map(host.root()::relativize)
              .filter(file -> !file.toString().contains("cpufreq"))
              .sorted()
              .forEach(file -> READINGS.add(new Reading(host, entry, file)));
        }
      }
    }
    assertThat(READINGS).hasSizeBetween(50, 256);
  }

  static Stream<byte[]> seeds() {
    return IntStream.range(0, READINGS.size()).mapToObj(HostileFilesFuzzTest::seed);
  }

  private static byte[] seed(int choice) {
    byte[] content = READINGS.get(choice).host().read(READINGS.get(choice).file());
    byte[] seed = new byte[Math.min(content.length, LARGEST_SEED) + 1];
    seed[0] = (byte) choice;
    System.arraycopy(content, 0, seed, 1, seed.length - 1);
    return seed;
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyContent(byte[] input) {
    if (input.length > 0) {
      Reading reading = READINGS.get((input[0] & 0xff) % READINGS.size());
      byte[] good = reading.host().read(reading.file());
      try {
        Parsing.survives(
            input.length + ROOM_FOR_COLLECTOR,
            () -> run(reading, good, Arrays.copyOfRange(input, 1, input.length)));
      } finally {
        reading.host().write(reading.file(), good);
      }
    }
  }

  /** A good file, the bad one a minute later, and the bad one once more. */
  private static void run(Reading reading, byte[] good, byte[] bad) {
    try (RunningCollector collector = reading.host().start(reading.entry())) {
      reading.host().write(reading.file(), good);
      collector.run(Due.ALL);
      reading.host().write(reading.file(), bad);
      reading.host().pass(Duration.ofSeconds(60));
      collector.run(Due.ALL);
      reading.host().pass(Duration.ofSeconds(60));
      collector.run(Due.ALL);
    }
  }
}
