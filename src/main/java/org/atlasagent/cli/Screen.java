package org.atlasagent.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.atlasagent.linux.TerminalSize;

/**
 * Where a text is shown that changes: a terminal shows the last one, a stream one after another.
 */
final class Screen {
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";

  private final boolean redraws;
  private final Supplier<Optional<TerminalSize>> size;
  private boolean drawn;

  Screen(boolean redraws, Supplier<Optional<TerminalSize>> size) {
    this.redraws = redraws;
    this.size = size;
  }

  /** One that is drawn anew in place, as much as fits. */
  static Screen terminal() {
    return new Screen(true, TerminalSize::ofStandardOutput);
  }

  /** One that only grows, without a byte that is not text. */
  static Screen stream() {
    return new Screen(false, Optional::empty);
  }

  /** Shows lines. */
  void show(List<String> lines, PrintWriter out) {
    if (redraws) {
      redraw(lines, out);
    } else {
      lines.forEach(out::println);
      out.println();
    }
    out.flush();
  }

  private void redraw(List<String> lines, PrintWriter out) {
    out.print(drawn ? HOME : CLEAR);
    drawn = true;
    Optional<TerminalSize> known = size.get();
    int rows = known.map(TerminalSize::rows).orElse(Integer.MAX_VALUE);
    int columns = known.map(TerminalSize::columns).orElse(Integer.MAX_VALUE);
    // The last row stays free, or the terminal would scroll.
    int fitting = rows > lines.size() ? lines.size() : Math.max(0, rows - 2);
    for (String line : lines.subList(0, fitting)) {
      print(line, columns, out);
    }
    if (fitting < lines.size()) {
      print("... %d more: give a PATTERN".formatted(lines.size() - fitting), columns, out);
    }
    out.print(REST_OF_SCREEN);
  }

  private static void print(String line, int columns, PrintWriter out) {
    out.print(line.length() > columns ? line.substring(0, columns) : line);
    out.print(REST_OF_LINE);
    out.print('\n');
  }
}
