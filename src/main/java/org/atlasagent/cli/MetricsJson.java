package org.atlasagent.cli;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Flavor;
import org.atlasagent.meter.Metric;

/** The catalogue for programs: an array with an object for each metric, one a line. */
final class MetricsJson {
  private MetricsJson() {}

  static void write(List<Catalogue.Entry> entries, PrintWriter out) {
    StringJoiner array = new StringJoiner(",\n", "[\n", "\n]\n");
    array.setEmptyValue("[]\n");
    for (Catalogue.Entry entry : entries) {
      entry.metrics().forEach(metric -> array.add(object(entry, metric)));
    }
    out.print(array);
  }

  private static String object(Catalogue.Entry entry, Metric metric) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    members.add(member("name", string(metric.name())));
    members.add(member("type", string(metric.kind().title())));
    members.add(member("unit", string(metric.unit().symbol())));
    members.add(member("tags", tags(metric)));
    members.add(member("networkTags", String.valueOf(metric.network())));
    members.add(member("source", string(metric.source())));
    members.add(member("ipVersions", string(metric.ipVersions().title())));
    members.add(
        member(
            "flavors",
            strings(entry.flavors().stream().sorted().map(Flavor::optionName).toList())));
    members.add(member("cadenceSeconds", String.valueOf(metric.seconds())));
    metric.ttl().ifPresent(ttl -> members.add(member("ttlSeconds", String.valueOf(ttl))));
    members.add(member("collector", string(entry.name())));
    members.add(member("needs", string(entry.needs())));
    members.add(member("description", string(metric.description())));
    return members.toString();
  }

  private static String tags(Metric metric) {
    return metric.tags().stream()
        .map(tag -> member(tag.key(), strings(tag.values())))
        .collect(joining(",", "{", "}"));
  }

  private static String member(String name, String value) {
    return string(name) + ":" + value;
  }

  private static String strings(Collection<String> texts) {
    return texts.stream().map(MetricsJson::string).collect(joining(",", "[", "]"));
  }

  /** A text as a JSON string: RFC 8259, section 7. */
  static String string(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ') {
        json.append("\\u%04x".formatted((int) character));
      } else {
        json.append(character);
      }
    }
    return json.append('"').toString();
  }
}
