package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
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

  @TempDir private Path directory;

  static Stream<Arguments> everyCollectorOnEveryHost() {
    return RecordedHost.collectors().stream()
        .flatMap(entry ->
            RecordedHost.names().stream()
                .map(host -> Arguments.argumentSet(entry.name() + " on " + host, entry, host)));
  }

  @ParameterizedTest
  @MethodSource("everyCollectorOnEveryHost")
  void reportsTheLinesOfTheGolden(Catalogue.Entry entry, String name) throws IOException {
    RecordedHost host = RecordedHost.copy(name, directory);
    RunningCollector collector = host.start(entry);

    RunningCollector.Run first = collector.run(Due.ALL);
    host.passAMinute();
    RunningCollector.Run second = collector.run(Due.ALL);

    List<String> expected =
        Files.readAllLines(GOLDEN.resolve(entry.name()).resolve(name + ".txt"), UTF_8);
    List<String> actual = new ArrayList<>(section("# run 1", first));
    actual.addAll(section("# run 2, 60 s later", second));
    assertThat(actual).as(difference(expected, actual)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("everyCollectorOnEveryHost")
  void saysNoDataExactlyWhenItReportsNothing(Catalogue.Entry entry, String name) {
    RecordedHost host = RecordedHost.copy(name, directory);
    RunningCollector collector = host.start(entry);

    RunningCollector.Run first = collector.run(Due.ALL);
    host.passAMinute();
    RunningCollector.Run second = collector.run(Due.ALL);

    for (RunningCollector.Run run : List.of(first, second)) {
      assertThat(run.outcome() instanceof Outcome.NoData)
          .as("%s with %d lines", run.outcome(), run.lines().size())
          .isEqualTo(run.lines().isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("everyCollectorOnEveryHost")
  void reportsNothingUndeclared(Catalogue.Entry entry, String name) {
    RecordedHost host = RecordedHost.copy(name, directory);
    RunningCollector collector = host.start(entry);

    List<String> lines = new ArrayList<>(collector.run(Due.ALL).lines());
    host.passAMinute();
    lines.addAll(collector.run(Due.ALL).lines());

    assertThat(lines).allSatisfy(line -> DeclaredLine.check(line, entry.metrics()));
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
