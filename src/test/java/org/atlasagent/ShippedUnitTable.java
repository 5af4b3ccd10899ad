package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.atlasagent.collector.Catalogue;

/** What docs/operations.md says about the unit that is shipped. */
final class ShippedUnitTable {
  private static final String HEADING = "### What the shipped unit cannot see";
  private static final String SCORED_BY = "score, systemd ";
  private static final Pattern SCORE = Pattern.compile("\\d+\\.\\d");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private ShippedUnitTable() {}

  /**
   * A row: what is lost.
   *
   * @param collectors whose series they are
   * @param names of the metrics; those that end with an asterisk stand for all that begin so
   */
  record Row(List<String> collectors, List<String> names) {
    Row {
      collectors = List.copyOf(collectors);
      names = List.copyOf(names);
    }

    /** Whether it speaks of a series, which begins with the name of its metric. */
    boolean covers(String series) {
      String metric = series.replaceFirst("\\{.*", "");
      return names.stream().anyMatch(name -> matches(name, metric))
          && Catalogue.entries().stream()
              .filter(entry -> collectors.contains(entry.name()))
              .flatMap(entry -> entry.metrics().stream())
              .anyMatch(declared -> declared.name().equals(metric));
    }

    private static boolean matches(String name, String metric) {
      return name.endsWith("*")
          ? metric.startsWith(name.substring(0, name.length() - 1))
          : metric.equals(name);
    }
  }

  /** The rows of what is lost. */
  static Set<Row> read() {
    Set<Row> rows = new LinkedHashSet<>();
    lines()
        .filter(cells -> cells.length > 3)
        .forEach(cells -> {
          List<String> collectors = codes(cells[0]);
          if (!collectors.isEmpty()) {
            rows.add(
                new Row(
                    collectors,
                    codes(cells[1]).stream().filter(ShippedUnitTable::isName).toList()));
          }
        });
    assertThat(rows).hasSizeGreaterThan(5);
    return rows;
  }

  /** The scores by drop-in. */
  static Map<String, Double> scores() {
    Map<String, Double> scores = new TreeMap<>();
    lines()
        .filter(cells -> cells.length == 2 && SCORE.matcher(cells[1]).matches())
        .forEach(cells -> scores.put(cells[0].replace("`", ""), Double.valueOf(cells[1])));
    return scores;
  }

  /** The version of systemd that gave the scores. */
  static String scoredBy() {
    return lines()
        .filter(cells -> cells[1].startsWith(SCORED_BY))
        .map(cells -> cells[1].substring(SCORED_BY.length()))
        .findFirst()
        .orElseThrow();
  }

  /** Paths stand there, too. */
  private static boolean isName(String code) {
    return !code.startsWith("/");
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
  }

  /** The cells of all lines of tables below the heading. */
  private static Stream<String[]> lines() {
    try {
      String text = Files.readString(Path.of("docs/operations.md"));
      int begin = text.indexOf(HEADING);
      assertThat(begin).as(HEADING).isPositive();
      String section = text.substring(begin, text.indexOf("\n### ", begin + 1));
      return section
          .lines()
          .filter(line -> line.startsWith("| "))
          .map(line -> line.substring(2, line.length() - 2).split(" \\| "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
