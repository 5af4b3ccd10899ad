package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atlasagent.source.SourceException;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever stands in a file that a collector reads, the run ends with an outcome or with an error
 * that names the file, and the next good file is read as if nothing had been.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class BadInputTest {
  /** Of the hundreds of equal files of a large machine these many are damaged. */
  private static final int FILES = 8;

  private static final int CUTS = 10;

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
  void survivesDamagedFiles(Catalogue.Entry entry, String name) {
    RecordedHost host = Objects.requireNonNull(HOSTS.get(name));
    for (Path file : filesReadBy(entry, host)) {
      byte[] good = host.read(file);
      damaged(good).forEach((damage, bad) -> survives(entry, host, file, good, bad, damage));
    }
  }

  private static void survives(
      Catalogue.Entry entry, RecordedHost host, Path file, byte[] good, byte[] bad, String damage) {
    try (RunningCollector running = host.start(entry);
        RunningCollector fresh = host.start(entry)) {
      Set<String> before = names(running.run(Due.ALL).lines());
      host.write(file, bad);
      run(running, file, damage);
      run(fresh, file, damage + ", at first sight");
      host.write(file, good);
      Set<String> after = names(running.run(Due.ALL).lines());
      assertThat(after).as("%s after %s", file, damage).containsAll(before);
    } finally {
      host.write(file, good);
    }
  }

  /** Runs once; anything but an outcome and an error of ours about this file fails the test. */
  private static void run(RunningCollector collector, Path file, String damage) {
    try {
      collector.run(Due.ALL);
    } catch (SourceException expected) {
      assertThat(expected).as(damage).hasMessageContaining(file.toString());
    } catch (RuntimeException unexpected) {
      throw new AssertionError(file + " with " + damage, unexpected);
    }
  }

  private static List<Path> filesReadBy(Catalogue.Entry entry, RecordedHost host) {
    try (RunningCollector collector = host.start(entry)) {
      collector.run(Due.ALL);
      List<Path> files =
          collector.openFiles().stream().map(host.root()::relativize).sorted().toList();
      int step = Math.max(1, files.size() / FILES);
      return IntStream.iterate(0, i -> i < files.size(), i -> i + step)
          .mapToObj(files::get)
          .toList();
    }
  }

  private static Map<String, byte[]> damaged(byte[] good) {
    Map<String, byte[]> damaged = new TreeMap<>();
    Set<Integer> cuts = new TreeSet<>(List.of(0, Math.min(1, good.length), good.length / 2));
    cuts.add(Math.max(0, good.length - 1));
    for (int i = 1; i <= CUTS; i++) {
      cuts.add((int) ((long) good.length * i / (CUTS + 1)));
    }
    cuts.forEach(cut -> damaged.put("only " + cut + " bytes", Arrays.copyOf(good, cut)));
    byte[] binary = new byte[4096];
    new Random(7).nextBytes(binary);
    damaged.put("binary bytes", binary);
    damaged.put("a line of 64 KiB", "7".repeat(1 << 16).getBytes(UTF_8));
    damaged.put("words for numbers", text(good).replaceAll("[0-9]+", "many").getBytes(UTF_8));
    damaged.put("negative numbers", text(good).replaceAll("\\b([0-9])", "-$1").getBytes(UTF_8));
    damaged.put("huge numbers", text(good).replaceAll("([0-9]+)", "$1".repeat(30)).getBytes(UTF_8));
    damaged.put("blank lines", "\n \n\n".getBytes(UTF_8));
    return damaged;
  }

  private static String text(byte[] content) {
    return new String(content, UTF_8);
  }

  /** Names without values and tags, since what needs two samples may differ in those. */
  private static Set<String> names(List<String> lines) {
    Set<String> names = new TreeSet<>();
    lines.forEach(line -> names.add(line.substring(0, line.lastIndexOf(':'))));
    return names;
  }
}
