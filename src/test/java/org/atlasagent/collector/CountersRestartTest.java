package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.SourceException;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counters that restart or run over their 32 or 64 bits between two readings: each increment is
 * absent or that of the small new numbers, and no share is negative or above the whole.
 */
final class CountersRestartTest {
  /** Numbers are made this small, so no true increment is larger, in whatever unit. */
  private static final int SMALL = 10;

  private static final BigDecimal LARGEST_INCREMENT = BigDecimal.valueOf(10_000_000);

  /** What may be a counter: no part of a name, a path or a fraction. */
  private static final Pattern NUMBER = Pattern.compile("(?<![-\\w./:\\\\])[0-9]+(?![\\w./:-])");

  /** What stands before the first letter of a line, such as the numbers of a device. */
  private static final Pattern IDENTITY = Pattern.compile("^[^a-zA-Z\\n]*(?=[a-zA-Z])");

  private static final Map<String, RecordedHost> HOSTS = new TreeMap<>();

  @BeforeAll
  static void copyHosts(@TempDir Path directory) {
    HOSTS.putAll(RecordedHost.copyAll(directory));
  }

  static Stream<Arguments> everyCollectorOnEveryHost() {
    return GoldenTest.everyCollectorOnEveryHost();
  }

  @ParameterizedTest
  @MethodSource("everyCollectorOnEveryHost")
  void noIncrementIsHugeOrNegative(Catalogue.Entry entry, String name) {
    RecordedHost host = Objects.requireNonNull(HOSTS.get(name));
    Map<Path, byte[]> files = new TreeMap<>();
    try (RunningCollector running = host.start(entry)) {
      running.run(Due.ALL);
      running.openFiles().stream()
          .map(host.root()::relativize)
          .forEach(file -> files.put(file, host.read(file)));
    }
    try {
      for (String large : List.of("", "4294967290", "18446744073709551610")) {
        restart(entry, host, files, large);
      }
    } finally {
      files.forEach(host::write);
    }
  }

  /** From the numbers of the recording, or a large one for all of them, to small ones. */
  private static void restart(
      Catalogue.Entry entry, RecordedHost host, Map<Path, byte[]> files, String large) {
    files.forEach(
        (file, good) -> host.write(file, large.isEmpty() ? good : replaced(good, number -> large)));
    try (RunningCollector running = host.start(entry)) {
      run(running);
      host.pass(Duration.ofSeconds(60));
      run(running);
      files.forEach((file, good) -> host.write(file, replaced(good, CountersRestartTest::small)));
      for (int round = 0; round < 3; round++) {
        host.pass(Duration.ofSeconds(60));
        for (String line : run(running)) {
          assertPlausible(entry, line);
        }
      }
    }
  }

  private static List<String> run(RunningCollector running) {
    try {
      return running.run(Due.ALL).lines();
    } catch (SourceException notSoLarge) {
      running.linesOfFailedRun();
      return List.of();
    }
  }

  private static void assertPlausible(Catalogue.Entry entry, String line) {
    BigDecimal value = new BigDecimal(line.substring(line.lastIndexOf(':') + 1));
    assertThat(value).as(line).isGreaterThanOrEqualTo(BigDecimal.ZERO);
    String name = line.substring(line.indexOf(':') + 1).split("[,:]", 2)[0];
    if (line.startsWith("c:") || line.startsWith("t:") || line.startsWith("d:")) {
      // A sum of many shares, or of their squares, is no increment of a counter.
      assertThat(value).as(line).isLessThan(LARGEST_INCREMENT);
    } else if (entry.metrics().stream().anyMatch(metric -> isShare(metric, name))) {
      assertThat(value).as(line).isLessThanOrEqualTo(BigDecimal.valueOf(100));
    }
  }

  private static boolean isShare(Metric metric, String name) {
    return metric.name().equals(name) && metric.unit() == Unit.PERCENT;
  }

  private interface Replacement {
    String of(String number);
  }

  private static String small(String number) {
    return String.valueOf(Math.floorMod(number.hashCode(), SMALL));
  }

  private static byte[] replaced(byte[] good, Replacement replacement) {
    StringBuilder text = new StringBuilder();
    for (String line : new String(good, UTF_8).split("(?<=\n)", -1)) {
      Matcher identity = IDENTITY.matcher(line);
      int from = identity.find() ? identity.end() : 0;
      text.append(line, 0, from);
      text.append(
          NUMBER
              .matcher(line.substring(from))
              .replaceAll((MatchResult found) -> replacement.of(found.group())));
    }
    return text.toString().getBytes(UTF_8);
  }
}
