package org.atlasagent.runtime;

import java.util.List;
import org.atlasagent.collector.Catalogue;

/**
 * What the agent can do on this machine.
 *
 * @param flavor what it would watch
 * @param whyFlavor how that was decided, in one phrase
 * @param notes other things that an operator should know, a line each
 * @param rows one for each collector
 * @param output where the lines would go
 */
public record CheckResult(
    String flavor, String whyFlavor, List<String> notes, List<Row> rows, Output output) {
  public CheckResult {
    notes = List.copyOf(notes);
    rows = List.copyOf(rows);
  }

  /** What a collector did. */
  public enum State {
    /** It reported samples. */
    FOUND("found"),
    /** There is nothing that it could report. */
    NO_DATA("no data"),
    /** Its source is broken or may not be read. */
    FAILED("failed"),
    /** The operator or the flavor leaves it out. */
    OFF("off");

    private final String title;

    State(String title) {
      this.title = title;
    }

    /** The state in words. */
    public String title() {
      return title;
    }
  }

  /**
   * A collector.
   *
   * @param collector its name
   * @param state what it did
   * @param series how many series it reported
   * @param needs what must be there for it: files, and privileges if any
   * @param detail why it reported nothing; empty where it did
   * @param remarks what of the things that it watches is absent or broken, each in one phrase
   */
  public record Row(
      String collector,
      State state,
      int series,
      String needs,
      String detail,
      List<String> remarks) {
    public Row {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * The output.
   *
   * @param location where it is
   * @param reachable whether lines would arrive there, as far as can be known
   * @param detail why not, or how that is known; may be empty
   */
  public record Output(String location, boolean reachable, String detail) {}

  /**
   * Whether anything could be reported. What the agent says about itself is always there, and
   * counts only where nothing else runs.
   */
  public boolean anything() {
    List<Row> running = rows.stream().filter(row -> row.state() != State.OFF).toList();
    List<Row> others =
        running.stream().filter(row -> !row.collector().equals(Catalogue.AGENT)).toList();
    return output.reachable()
        && (others.isEmpty() ? running : others)
            .stream().anyMatch(row -> row.state() == State.FOUND);
  }
}
