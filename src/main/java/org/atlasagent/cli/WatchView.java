package org.atlasagent.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.atlasagent.receiver.Snapshot;

/**
 * Shows what a receiver knows on the standard output. Apart from the command: picocli looks at the
 * methods of all commands, and would load the receiver for each.
 */
final class WatchView implements Consumer<Snapshot> {
  private final WatchTable table;
  private final Screen screen;
  private final PrintWriter out;

  private WatchView(WatchTable table, Screen screen, PrintWriter out) {
    this.table = table;
    this.screen = screen;
    this.out = out;
  }

  /** A view of the series in which a pattern is found. */
  static Consumer<Snapshot> on(Surroundings surroundings, Optional<Pattern> pattern) {
    Screen screen = surroundings.terminal() ? Screen.terminal() : Screen.stream();
    return new WatchView(new WatchTable(pattern), screen, surroundings.out());
  }

  @Override
  public void accept(Snapshot snapshot) {
    screen.show(table.lines(snapshot), out);
  }
}
