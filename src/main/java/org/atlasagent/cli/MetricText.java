package org.atlasagent.cli;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Flavor;
import org.atlasagent.meter.Metric;

/** Parts of a catalogue row in words, the same in every format that people read. */
final class MetricText {
  private MetricText() {}

  /** The dimensions, such as {@code iface; id=in, out}. */
  static String tags(Metric metric) {
    List<String> parts = new ArrayList<>();
    for (Metric.Dimension tag : metric.tags()) {
      String values = String.join(", ", tag.values());
      parts.add(values.isEmpty() ? tag.key() : tag.key() + "=" + values);
    }
    if (metric.network()) {
      parts.add("network tags");
    }
    return String.join("; ", parts);
  }

  /** The cadence, such as {@code 60 s}. */
  static String cadence(Metric metric) {
    return metric.seconds() + " s";
  }

  /** The type, with the time after which the receiver forgets a value where that is special. */
  static String type(Metric metric) {
    String title = metric.kind().title();
    return metric.ttl().isPresent()
        ? title + ", kept for " + metric.ttl().getAsInt() + " s"
        : title;
  }

  /** The flavors, in the order of their declaration. */
  static String flavors(Catalogue.Entry entry) {
    return entry.flavors().stream().sorted().map(Flavor::optionName).collect(joining(", "));
  }
}
