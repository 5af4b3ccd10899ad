package org.atlasagent.collector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Tag;

/** Finds what the catalogue knows about a series. */
public final class MetricIndex {
  private final Map<String, List<Metric>> metrics =
      Catalogue.entries().stream()
          .flatMap(entry -> entry.metrics().stream())
          .collect(Collectors.groupingBy(Metric::name));

  /** The metric of a series; empty for one that is not the agent's. */
  public Optional<Metric> find(MeterId id) {
    List<Metric> named = metrics.getOrDefault(id.name(), List.of());
    return named.stream()
        .filter(metric -> declares(metric, id))
        .findFirst()
        .or(() -> named.stream().findFirst());
  }

  /** Whether the values of tags that have fixed ones are those of this metric. */
  private static boolean declares(Metric metric, MeterId id) {
    for (Metric.Dimension dimension : metric.tags()) {
      for (Tag tag : id.tags()) {
        if (tag.key().equals(dimension.key())
            && !dimension.values().isEmpty()
            && !dimension.values().contains(tag.value())) {
          return false;
        }
      }
    }
    return true;
  }
}
