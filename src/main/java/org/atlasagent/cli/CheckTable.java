package org.atlasagent.cli;

import static org.atlasagent.cli.TextTable.Side.LEFT;
import static org.atlasagent.cli.TextTable.Side.RIGHT;

import java.io.PrintWriter;
import org.atlasagent.runtime.CheckResult;
import org.atlasagent.runtime.CheckResult.Output;
import org.atlasagent.runtime.CheckResult.Row;

/** What the agent can do here, for a reader: a row for each collector. */
final class CheckTable {
  private CheckTable() {}

  static void write(CheckResult result, PrintWriter out) {
    out.println("flavor: " + result.flavor() + " (" + result.whyFlavor() + ")");
    out.println("output: " + output(result.output()));
    result.notes().forEach(out::println);
    out.println();
    TextTable table = new TextTable(LEFT, LEFT, RIGHT, LEFT, LEFT);
    table.row("collector", "state", "series", "needs", "detail");
    for (Row row : result.rows()) {
      table.row(
          row.collector(),
          row.state().title(),
          String.valueOf(row.series()),
          row.needs(),
          row.detail());
      row.remarks().forEach(remark -> table.row("", "", "", "", remark));
    }
    table.write(out);
  }

  private static String output(Output output) {
    String reachable = output.reachable() ? "can be reached" : "cannot be reached";
    String detail = output.detail().isEmpty() ? "" : ": " + output.detail();
    return output.location() + " " + reachable + detail;
  }
}
