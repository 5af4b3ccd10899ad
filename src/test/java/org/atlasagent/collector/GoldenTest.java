package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every collector on every recorded host reports exactly the lines of its golden file, which an
 * independent script computed, and nothing that its row of the catalogue does not declare.
 */
final class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static final Map<String, Runs> RUNS = new TreeMap<>();

  /** What a collector gave on a host: two runs, or the error that ended them. */
  private record Runs(List<RunningCollector.Run> runs, @Nullable RuntimeException failure) {
    List<RunningCollector.Run> get() {
      if (failure != null) {
        throw new AssertionError("the run failed", failure);
      }
      return runs;
    }
  }

  /** One copy of each host serves all collectors, as a machine serves a whole agent. */
  @BeforeAll
  static void runEveryCollectorOnEveryHost(@TempDir Path directory) {
    for (String name : RecordedHost.names()) {
      RecordedHost host = RecordedHost.copy(name, directory.resolve(name));
      Map<String, RunningCollector> collectors = new TreeMap<>();
      RecordedHost.collectors()
          .forEach(entry -> collectors.put(key(entry, name), host.start(entry)));
      runAll(collectors);
      host.passAMinute();
      runAll(collectors);
      collectors.values().forEach(RunningCollector::close);
    }
  }

  static Stream<Arguments> everyCollectorOnEveryHost() {
    return RecordedHost.collectors().stream()
        .flatMap(entry ->
            RecordedHost.names().stream()
                .map(host -> Arguments.argumentSet(key(entry, host), entry, host)));
  }

  @ParameterizedTest
  @MethodSource("everyCollectorOnEveryHost")
  void reportsTheLinesOfTheGolden(Catalogue.Entry entry, String host) throws IOException {
    List<RunningCollector.Run> runs = runs(entry, host);

    List<String> expected =
        Files.readAllLines(GOLDEN.resolve(entry.name()).resolve(host + ".txt"), UTF_8);
    List<String> actual = new ArrayList<>(section("# run 1", runs.get(0)));
    actual.addAll(section("# run 2, 60 s later", runs.get(1)));
    assertThat(actual).as(difference(expected, actual)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("everyCollectorOnEveryHost")
  void saysCollectedExactlyWhenItReportsSomething(Catalogue.Entry entry, String host) {
    for (RunningCollector.Run run : runs(entry, host)) {
      assertThat(run.outcome() instanceof Outcome.Collected)
          .as("%s with %d lines", run.outcome(), run.lines().size())
          .isEqualTo(!run.lines().isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("everyCollectorOnEveryHost")
  void reportsNothingUndeclared(Catalogue.Entry entry, String host) {
    for (RunningCollector.Run run : runs(entry, host)) {
      assertThat(run.lines()).allSatisfy(line -> DeclaredLine.check(line, entry.metrics()));
    }
  }

  private static List<RunningCollector.Run> runs(Catalogue.Entry entry, String host) {
    return Objects.requireNonNull(RUNS.get(key(entry, host))).get();
  }

  private static String key(Catalogue.Entry entry, String host) {
    return entry.name() + " on " + host;
  }

  private static void runAll(Map<String, RunningCollector> collectors) {
    collectors.forEach((key, collector) -> RUNS.merge(key, run(collector), GoldenTest::joined));
  }

  private static Runs run(RunningCollector collector) {
    try {
      return new Runs(List.of(collector.run(Due.ALL)), null);
    } catch (RuntimeException failure) {
      return new Runs(List.of(), failure);
    }
  }

  private static Runs joined(Runs first, Runs second) {
    List<RunningCollector.Run> both = new ArrayList<>(first.runs());
    both.addAll(second.runs());
    return new Runs(both, first.failure() == null ? second.failure() : first.failure());
  }

  private static List<String> section(String heading, RunningCollector.Run run) {
    if (run.lines().isEmpty()) {
      return List.of(heading + ": no data");
    }
    List<String> section = new ArrayList<>();
    section.add(heading);
    section.addAll(run.lines());
    return section;
  }

  /** What a reader of a failure wants to see first: the lines in which the two differ. */
  private static String difference(List<String> expected, List<String> actual) {
    List<String> missing = without(expected, actual);
    List<String> unexpected = without(actual, expected);
    return "missing:%n  %s%nunexpected:%n  %s%n"
        .formatted(String.join("\n  ", missing), String.join("\n  ", unexpected));
  }

  private static List<String> without(List<String> lines, List<String> others) {
    List<String> left = new ArrayList<>(lines);
    others.forEach(left::remove);
    return left;
  }
}
