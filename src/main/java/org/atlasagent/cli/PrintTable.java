package org.atlasagent.cli;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.atlasagent.cli.TextTable.Side.LEFT;
import static org.atlasagent.cli.TextTable.Side.RIGHT;

import java.io.PrintWriter;
import java.util.Set;
import org.atlasagent.meter.Metric;
import org.atlasagent.runtime.PrintResult;
import org.atlasagent.runtime.PrintResult.Row;

/** A single collection for a reader: grouped by collector, with units. */
final class PrintTable {
  private PrintTable() {}

  static void write(PrintResult result, PrintWriter out) {
    TextTable table = new TextTable(LEFT, LEFT, RIGHT, LEFT);
    String collector = "";
    for (Row row : result.rows()) {
      if (!row.collector().equals(collector)) {
        table.text(collector.isEmpty() ? row.collector() : "\n" + row.collector());
        collector = row.collector();
      }
      table.row("  " + row.metric().name(), tags(row), row.value(), row.metric().unit().symbol());
    }
    table.write(out);
    if (!result.rows().isEmpty() && !result.problems().isEmpty()) {
      out.println("\nwithout data");
      result.problems().forEach(problem -> out.println("  " + problem));
    }
  }

  /** The tags that tell the series of a metric apart; those of the operator are on all of them. */
  private static String tags(Row row) {
    Set<String> keys = row.metric().tags().stream().map(Metric.Dimension::key).collect(toSet());
    return row.id().tags().stream()
        .filter(tag -> keys.contains(tag.key()))
        .map(tag -> tag.key() + "=" + tag.value())
        .collect(joining(" "));
  }
}
