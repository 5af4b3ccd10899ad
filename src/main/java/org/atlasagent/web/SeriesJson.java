package org.atlasagent.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.atlasagent.collector.MetricIndex;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Tag;
import org.atlasagent.receiver.Reading;
import org.atlasagent.receiver.Snapshot;

/** The series as JSON, with what the catalogue knows about them. */
final class SeriesJson {
  private final MetricIndex metrics;

  SeriesJson(MetricIndex metrics) {
    this.metrics = metrics;
  }

  private record Found(MeterId id, String text, Snapshot.Row row) {}

  /**
   * The series in which all words are found, sorted.
   *
   * @param words separated by blanks, in any case; found anywhere in {@code name,key=value}
   * @param limit the most series
   */
  String write(Snapshot snapshot, String words, int limit) {
    List<Found> found = find(snapshot, words);
    List<Found> shown = found.subList(0, Math.min(limit, found.size()));
    Map<String, String> about = new TreeMap<>();
    StringBuilder json = new StringBuilder(1024 + 160 * shown.size());
    json.append("{\"total\":").append(snapshot.rows().size());
    json.append(",\"found\":").append(found.size());
    json.append(",\"step\":").append(snapshot.step());
    json.append(",\"accepted\":").append(snapshot.accepted());
    json.append(",\"refused\":").append(snapshot.refused());
    json.append(",\"series\":[");
    String between = "";
    for (Found one : shown) {
      json.append(between);
      write(json, one, about);
      between = ",\n";
    }
    json.append("],\n\"about\":{");
    between = "";
    for (Map.Entry<String, String> entry : about.entrySet()) {
      JsonText.quoted(json.append(between), entry.getKey()).append(':');
      JsonText.quoted(json, entry.getValue());
      between = ",\n";
    }
    return json.append("}}\n").toString();
  }

  private static List<Found> find(Snapshot snapshot, String words) {
    String[] wanted = words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1);
    List<Found> found = new ArrayList<>();
    for (Snapshot.Row row : snapshot.rows()) {
      MeterId id = row.id();
      String text = id.toString();
      String searched = text.toLowerCase(Locale.ROOT);
      boolean all = true;
      for (String word : wanted) {
        all &= searched.contains(word);
      }
      if (all) {
        found.add(new Found(id, text, row));
      }
    }
    found.sort(Comparator.comparing(Found::text).thenComparingInt(one -> one.row().number()));
    return found;
  }

  private void write(StringBuilder json, Found one, Map<String, String> about) {
    Optional<Metric> metric = metrics.find(one.id());
    metric.ifPresent(known -> about.putIfAbsent(known.name(), known.description()));
    json.append("{\"n\":").append(one.row().number()).append(",\"name\":");
    JsonText.quoted(json, one.id().name()).append(",\"kind\":");
    JsonText.quoted(json, one.row().kind().title()).append(",\"unit\":");
    JsonText.quoted(json, metric.map(known -> known.unit().symbol()).orElse(""));
    json.append(",\"tags\":{");
    String between = "";
    for (Tag tag : one.id().tags()) {
      JsonText.quoted(json.append(between), tag.key()).append(':');
      JsonText.quoted(json, tag.value());
      between = ",";
    }
    json.append("},\"v\":{");
    between = "";
    for (Snapshot.Value value : one.row().values()) {
      JsonText.quoted(json.append(between), value.statistic().title()).append(':');
      JsonText.number(json, value(one.row(), value));
      between = ",";
    }
    json.append("}}");
  }

  /** The value of the last step; of a gauge that is younger, what it says. */
  private static double value(Snapshot.Row row, Snapshot.Value value) {
    return Double.isNaN(value.value())
            && row.values().size() == 1
            && row.reading() instanceof Reading.Level(double level)
        ? level
        : value.value();
  }
}
