package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.atlasagent.meter.Metric;
import org.atlasagent.testing.LineRecorder;

/** A protocol line taken apart, to be held against what a row of the catalogue declares. */
record DeclaredLine(String letter, String name, Map<String, String> tags) {

  static void check(String line, List<Metric> metrics) {
    DeclaredLine parsed = parse(line);
    assertThat(metrics).as("what declares %s", line).anyMatch(parsed::isOneOf);
  }

  private static DeclaredLine parse(String line) {
    String[] parts = line.split(":", -1);
    assertThat(parts).as(line).hasSize(3);
    String[] id = parts[1].split(",", -1);
    Map<String, String> tags = new TreeMap<>();
    for (int i = 1; i < id.length; i++) {
      String[] tag = id[i].split("=", -1);
      tags.put(tag[0], tag[1]);
    }
    return new DeclaredLine(parts[0].split(",", -1)[0], id[0], tags);
  }

  private boolean isOneOf(Metric metric) {
    List<String> keys = metric.tags().stream().map(Metric.Dimension::key).toList();
    return metric.name().equals(name)
        && LineRecorder.letter(metric.kind()).equals(letter)
        && keys.containsAll(tags.keySet())
        && metric.tags().stream().allMatch(this::has);
  }

  /** A tag whose value comes from the machine is left out where the machine gives none. */
  private boolean has(Metric.Dimension dimension) {
    return dimension.values().isEmpty() || dimension.values().contains(tags.get(dimension.key()));
  }
}
