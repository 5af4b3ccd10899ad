package org.atlasagent.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atlasagent.collector.MetricIndex;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Tag;
import org.atlasagent.receiver.Reading;
import org.atlasagent.receiver.Snapshot;

/**
 * A snapshot in one of the text formats of Prometheus, by its library. It is written in portions of
 * a family, so that the library's objects for all series never exist at once.
 */
final class PrometheusText implements Bytes.Source {
  /** What ends an answer in OpenMetrics, and each call of the library's writer. */
  private static final byte[] END = "# EOF\n".getBytes(US_ASCII);

  private static final int PORTION = 1000;

  private static final Tag SQUARES = new Tag("statistic", "totalOfSquares");

  private final Families families;
  private final ExpositionFormatWriter writer;
  private final boolean ends;
  private final LabelNames labelNames = new LabelNames();

  /**
   * Writes a snapshot.
   *
   * @param open in OpenMetrics; else in the older format, which every scraper knows
   */
  PrometheusText(Snapshot snapshot, MetricIndex metrics, boolean open) {
    families = new Families(snapshot, metrics);
    writer = open ? OpenMetricsTextFormatWriter.create() : PrometheusTextFormatWriter.create();
    ends = open;
  }

  /** The media type of what is written. */
  String type() {
    return writer.getContentType();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    int leftOut = families.leftOut();
    for (Families.Family family : families.all()) {
      List<Snapshot.Row> rows = family.rows();
      Set<Long> seen = new HashSet<>();
      for (int from = 0; from < rows.size(); from += PORTION) {
        Points points = new Points(family, seen);
        rows.subList(from, Math.min(rows.size(), from + PORTION)).forEach(points::add);
        leftOut += points.twice;
        write(points.snapshot(), from == 0, buffer, out);
      }
    }
    String help = "Series that are not here, since others have the same name and labels here.";
    write(
        GaugeSnapshot.builder()
            .name(Families.LEFT_OUT)
            .help(help)
            .dataPoint(GaugeDataPointSnapshot.builder().value(leftOut).build())
            .build(),
        true,
        buffer,
        out);
    if (ends) {
      out.write(END);
    }
  }

  /** Writes a portion of a family; what is said about the family stands before the first one. */
  private void write(
      MetricSnapshot snapshot, boolean first, ByteArrayOutputStream buffer, OutputStream out)
      throws IOException {
    buffer.reset();
    writer.write(buffer, MetricSnapshots.of(snapshot));
    byte[] text = buffer.toByteArray();
    int end = text.length - (ends ? END.length : 0);
    int from = 0;
    while (!first && from < end && text[from] == '#') {
      while (text[from++] != '\n') {
        // On to the next line.
      }
    }
    out.write(text, from, end - from);
  }

  /** A number that tells labels from others: 64 bits of FNV-1a. */
  private static long fingerprint(Labels labels) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.getName(i) + '=' + labels.getValue(i) + ',';
      for (int at = 0; at < label.length(); at++) {
        hash = (hash ^ label.charAt(at)) * 0x100000001b3L;
      }
    }
    return hash;
  }

  /** The samples of a family as the library wants them. */
  private final class Points {
    private final FamilyName name;
    private final String help;
    private final List<CounterDataPointSnapshot> counters = new ArrayList<>();
    private final List<GaugeDataPointSnapshot> gauges = new ArrayList<>();
    private final List<SummaryDataPointSnapshot> summaries = new ArrayList<>();
    private final Set<Long> seen;
    private int twice;

    /**
     * No samples yet.
     *
     * @param seen the fingerprints of those that the family has
     */
    Points(Families.Family family, Set<Long> seen) {
      this.seen = seen;
      name = family.name();
      help = family.help();
    }

    void add(Snapshot.Row row) {
      MeterId id = row.id();
      Labels labels = labels(id);
      if (!seen.add(fingerprint(labels))) {
        twice++;
        return;
      }
      Scale scale = new Scale(families.unit(row.kind(), id), id.tags().contains(SQUARES));
      switch (row.reading()) {
        case Reading.Total(double total) ->
            counters.add(
                CounterDataPointSnapshot.builder().value(scale.of(total)).labels(labels).build());
        case Reading.Level(double level) -> gauge(scale.of(level), labels);
        case Reading.Summary summary -> {
          if (name.type() == FamilyName.Type.GAUGE) {
            summary.max().ifPresent(max -> gauge(scale.of(max), labels));
          } else {
            summaries.add(
                SummaryDataPointSnapshot.builder()
                    .count(summary.count())
                    .sum(scale.of(summary.total()))
                    .labels(labels)
                    .build());
          }
        }
        case Reading.Silent() -> {}
      }
    }

    MetricSnapshot snapshot() {
      MetricMetadata metadata =
          name.name().endsWith("_" + name.unit().suffix())
              ? new MetricMetadata(name.name(), help, new Unit(name.unit().suffix()))
              : new MetricMetadata(name.name(), help);
      return switch (name.type()) {
        case COUNTER -> new CounterSnapshot(metadata, counters);
        case GAUGE -> new GaugeSnapshot(metadata, gauges);
        case SUMMARY -> new SummarySnapshot(metadata, summaries);
      };
    }

    private void gauge(double value, Labels labels) {
      gauges.add(GaugeDataPointSnapshot.builder().value(value).labels(labels).build());
    }

    private Labels labels(MeterId id) {
      String[] values = id.tags().stream().map(Tag::value).toArray(String[]::new);
      return Labels.of(labelNames.of(id.tags()), values);
    }
  }

  /** How samples become those of a base unit; squares are of both factors. */
  private record Scale(org.atlasagent.meter.Unit unit, boolean squares) {
    double of(double value) {
      double once = BaseUnit.convert(value, unit);
      return squares ? BaseUnit.convert(once, unit) : once;
    }
  }
}
