package org.atlasagent;

import java.util.List;
import java.util.Map;
import org.atlasagent.spectatord.ProtocolLine;

/**
 * Lines in the order in which they came, to be asked for values.
 *
 * @param lines as they came
 */
record ReportedLines(List<ProtocolLine> lines) {
  ReportedLines {
    lines = List.copyOf(lines);
  }

  /** The values of a metric, of the series that have these tags. */
  List<Double> values(String name, Map<String, String> tags) {
    return lines.stream()
        .filter(line -> line.name().equals(name))
        .filter(line -> line.tags().entrySet().containsAll(tags.entrySet()))
        .map(line -> line.value().doubleValue())
        .toList();
  }

  /** The values of a metric. */
  List<Double> values(String name) {
    return values(name, Map.of());
  }

  /** What the values add up to. */
  double sum(String name, Map<String, String> tags) {
    return values(name, tags).stream().mapToDouble(Double::doubleValue).sum();
  }

  /** What the values add up to. */
  double sum(String name) {
    return sum(name, Map.of());
  }
}
