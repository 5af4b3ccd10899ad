package org.atlasagent.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns that are aligned over all of them, with lines of free text between. */
final class TextTable {
  private static final String GAP = "  ";

  /** To which side the cells of a column are moved. */
  enum Side {
    LEFT,
    RIGHT
  }

  private sealed interface Line {}

  private record Text(String text) implements Line {}

  private record Row(List<String> cells) implements Line {}

  private final List<Side> columns;
  private final List<Line> lines = new ArrayList<>();

  /** A table with these columns. */
  TextTable(Side... columns) {
    this.columns = List.of(columns);
  }

  /** Adds a line that belongs to no column. */
  void text(String text) {
    lines.add(new Text(text));
  }

  /** Adds a row, one cell for each column. */
  void row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size());
    }
    lines.add(new Row(List.of(cells)));
  }

  /** Writes the lines, without blanks at their ends. */
  void write(PrintWriter out) {
    int[] widths = widths();
    for (Line line : lines) {
      switch (line) {
        case Text text -> out.println(text.text());
        case Row row -> out.println(join(row.cells(), widths).stripTrailing());
      }
    }
  }

  private int[] widths() {
    int[] widths = new int[columns.size()];
    for (Line line : lines) {
      if (line instanceof Row row) {
        for (int i = 0; i < widths.length; i++) {
          widths[i] = Math.max(widths[i], row.cells().get(i).length());
        }
      }
    }
    return widths;
  }

  private String join(List<String> cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - cells.get(i).length());
      text.append(i == 0 ? "" : GAP);
      switch (columns.get(i)) {
        case LEFT -> text.append(cells.get(i)).append(blanks);
        case RIGHT -> text.append(blanks).append(cells.get(i));
      }
    }
    return text.toString();
  }
}
