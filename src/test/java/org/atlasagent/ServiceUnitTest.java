package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit that is shipped, as systemd-analyze judges it. */
class ServiceUnitTest {
  private static final Path SOURCES = Path.of("packaging/systemd");
  private static final String UNIT = "atlas-system-agent.service";

  @TempDir private Path root = Path.of("");

  @BeforeEach
  void install() throws IOException {
    Skip.withoutPrograms("systemd-analyze");
    Path units = Files.createDirectories(root.resolve("etc/systemd/system"));
    Files.copy(SOURCES.resolve(UNIT), units.resolve(UNIT));
    Files.createDirectories(units.resolve(UNIT + ".d"));
  }

  @Test
  void itsScoreIsAtMostTwo() {
    assertThat(
            Command.output(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=20",
                "--no-pager",
                "--root=" + root,
                UNIT))
        .contains("Overall exposure level for " + UNIT);
  }

  @Test
  void theDocumentationHasTheScoresOfAllDropIns() throws IOException {
    Map<String, Double> scores = new TreeMap<>();
    scores.put("none", score());
    for (Path file : dropIns()) {
      Path copy = root.resolve("etc/systemd/system/" + UNIT + ".d").resolve(file.getFileName());
      Files.copy(file, copy);
      scores.put(file.getFileName().toString(), score());
      Files.delete(copy);
    }
    Map<String, Double> documented = ShippedUnitTable.scores();

    assertThat(documented).containsOnlyKeys(scores.keySet());
    // Another systemd weighs a little differently.
    double apart = version().equals(ShippedUnitTable.scoredBy()) ? 0.01 : 0.5;
    scores.forEach(
        (name, score) -> assertThat(documented.get(name)).as(name).isCloseTo(score, within(apart)));
  }

  @Test
  void everyDropInIsInTheTableOfWhatIsLost() throws IOException {
    String documentation = Files.readString(Path.of("docs/operations.md"));
    assertThat(dropIns()).isNotEmpty();
    for (Path file : dropIns()) {
      assertThat(documentation).containsPattern("\\| `" + file.getFileName() + "`[^|]* \\|\\R");
    }
  }

  private static List<Path> dropIns() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve("drop-ins"))) {
      return files.sorted().toList();
    }
  }

  private double score() {
    String output =
        Command.output(
            "systemd-analyze", "security", "--offline=true", "--no-pager", "--root=" + root, UNIT);
    return Pattern.compile("exposure level for " + UNIT + ": ([0-9.]+)")
        .matcher(output)
        .results()
        .map(MatchResult::group)
        .map(text -> Double.valueOf(text.substring(text.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static String version() {
    return Command.output("systemd-analyze", "--version").split(" ", 3)[1];
  }
}
