package org.atlasagent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the agent is held against, as src/test/resources/truth/rows.txt lists it.
 *
 * @param sources the tools
 * @param rows what each metric must agree with
 * @param alone metrics, and collectors, that have no twin, with the reason
 */
record TruthTable(List<Source> sources, List<TruthRow> rows, Map<String, String> alone) {
  private static final Path FILE = Path.of("src/test/resources/truth/rows.txt");

  /**
   * A tool.
   *
   * @param name what rows call it
   * @param often whether it is cheap, and is asked without a pause
   * @param command a line of sh
   */
  record Source(String name, boolean often, String command) {}

  TruthTable {
    sources = List.copyOf(sources);
    rows = List.copyOf(rows);
    alone = Map.copyOf(alone);
  }

  static TruthTable read() {
    List<Source> sources = new ArrayList<>();
    List<TruthRow> rows = new ArrayList<>();
    Map<String, String> alone = new TreeMap<>();
    for (String line : lines()) {
      String[] words = line.split(" +", 3);
      switch (words[0]) {
        case "", "#" -> {}
        case "sample" -> sources.add(new Source(words[1], false, words[2]));
        case "often" -> sources.add(new Source(words[1], true, words[2]));
        case "row" -> {
          String[] how = words[2].split(" +", 3);
          rows.add(TruthRow.of(words[1], how[0], how[1], how[2]));
        }
        case "alone" -> alone.put(words[1], words[2]);
        default -> throw new AssertionError(FILE + ": " + line);
      }
    }
    return new TruthTable(sources, rows, alone);
  }

  /** The tables of docs/truth.md. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| metric | compared | tool | what of it |\n| --- | --- | --- | --- |\n");
    for (TruthRow row : rows) {
      line(text, code(row.series()), row.comparison(), row.source(), code(row.filter()));
    }
    text.append("\n| tool | command |\n| --- | --- |\n");
    for (Source source : sources) {
      line(text, source.name(), code(source.command()));
    }
    text.append("\n| without a twin | why |\n| --- | --- |\n");
    new TreeMap<>(alone).forEach((name, reason) -> line(text, code(name), reason));
    return text.toString();
  }

  private static void line(StringBuilder text, String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
