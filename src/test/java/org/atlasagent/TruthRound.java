package org.atlasagent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One run of the agent, and what the tools said meanwhile.
 *
 * @param reported the agent's values by series, as {@link TruthRow#join} writes it
 * @param readings by row
 */
record TruthRound(Map<String, Double> reported, Map<TruthRow, TruthReading> readings) {
  TruthRound {
    reported = Map.copyOf(reported);
    readings = Map.copyOf(readings);
  }

  /** The agent's lines: letter, series, value. */
  static Map<String, Double> parse(String lines) {
    Map<String, Double> values = new TreeMap<>();
    for (String line : lines.lines().toList()) {
      String[] parts = line.split(":", -1);
      List<String> tags = new ArrayList<>(List.of(parts[1].split(",", -1)));
      tags.removeIf(tag -> tag.startsWith("xatlas.process="));
      values.put(TruthRow.join(tags), Double.parseDouble(parts[2]));
    }
    return values;
  }

  /** The series of a row, which the agent or the tool has. */
  TreeSet<String> series(TruthRow row) {
    TreeSet<String> all = new TreeSet<>(keys(row).keySet());
    reported.keySet().stream().filter(row::covers).forEach(all::add);
    return all;
  }

  /** Whether what the tool says may be nothing at all, of which no factor makes anything. */
  boolean mayBeZero(TruthRow row, String series) {
    return bounds(row, series).stream().anyMatch(bounds -> bounds.low() <= 0);
  }

  /** What is wrong with the agent's value if the tool's is multiplied; empty when nothing is. */
  String complaint(TruthRow row, String series, double factor) {
    Double value = reported.get(series);
    if (value == null) {
      return series + ": the agent does not report it";
    }
    if (!keys(row).containsKey(series)) {
      return series + ": only the agent has it";
    }
    List<TruthReading.Bounds> all =
        bounds(row, series).stream().map(bounds -> bounds.times(factor)).toList();
    if (all.stream().anyMatch(bounds -> bounds.hold(value))) {
      return "";
    }
    double low = all.stream().mapToDouble(TruthReading.Bounds::low).min().orElse(0);
    double high = all.stream().mapToDouble(TruthReading.Bounds::high).max().orElse(0);
    return "%s: the agent says %s, the tool %s to %s".formatted(series, value, low, high);
  }

  private List<TruthReading.Bounds> bounds(TruthRow row, String series) {
    List<String> keys = keys(row).getOrDefault(series, List.of());
    return keys.isEmpty() ? List.of() : reading(row).bounds(row, keys);
  }

  /** The words before the numbers of each series. */
  private Map<String, List<String>> keys(TruthRow row) {
    Map<String, List<String>> keys = new TreeMap<>();
    for (String key : reading(row).keys()) {
      keys.computeIfAbsent(row.seriesOf(key), series -> new ArrayList<>()).add(key);
    }
    return keys;
  }

  private TruthReading reading(TruthRow row) {
    return readings.getOrDefault(row, new TruthReading(List.of(), 0));
  }
}
