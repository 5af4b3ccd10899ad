package org.atlasagent.cli;

import static org.atlasagent.cli.TextTable.Side.LEFT;
import static org.atlasagent.cli.TextTable.Side.RIGHT;

import java.io.PrintWriter;
import java.util.List;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.meter.IpVersions;
import org.atlasagent.meter.Metric;

/**
 * The catalogue for a terminal: a row for each metric, and below it what does not fit into columns.
 */
final class MetricsTable {
  private MetricsTable() {}

  static void write(List<Catalogue.Entry> entries, PrintWriter out) {
    TextTable table = new TextTable(LEFT, LEFT, LEFT, RIGHT);
    String before = "";
    for (Catalogue.Entry entry : entries) {
      table.text(
          "%s%s (%s), needs %s"
              .formatted(before, entry.name(), MetricText.flavors(entry), entry.needs()));
      before = "\n";
      entry.metrics().forEach(metric -> add(metric, table));
    }
    table.write(out);
  }

  private static void add(Metric metric, TextTable table) {
    table.row(
        "  " + metric.name(),
        MetricText.type(metric),
        metric.unit().symbol(),
        MetricText.cadence(metric));
    table.text("      " + metric.description());
    if (!MetricText.tags(metric).isEmpty()) {
      table.text("      tags: " + MetricText.tags(metric));
    }
    table.text("      source: " + metric.source());
    if (metric.ipVersions() != IpVersions.NOT_IP) {
      table.text("      IP: " + metric.ipVersions().title());
    }
  }
}
