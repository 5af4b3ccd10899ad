package org.atlasagent.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.atlasagent.collector.MetricIndex;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.receiver.Reading;
import org.atlasagent.receiver.Snapshot;

/**
 * The series that are known at a time, grouped as Prometheus wants them. Other names may become the
 * same one: then they are one family if they can be. If not, the series that has been known for the
 * longest keeps the name, and the others are left out and counted.
 */
final class Families {
  /** How many series are left out is told under this name. */
  static final String LEFT_OUT = "atlas_system_agent_series_left_out";

  /**
   * All series of one name.
   *
   * @param name in Prometheus
   * @param help what it is, and its name in Atlas
   * @param rows its series
   */
  record Family(FamilyName name, String help, List<Snapshot.Row> rows) {}

  private final MetricIndex metrics;
  private final Map<String, Family> families = new TreeMap<>();
  private final Set<String> taken = new HashSet<>(Set.of(LEFT_OUT));
  private int leftOut;

  Families(Snapshot snapshot, MetricIndex metrics) {
    this.metrics = metrics;
    List<Snapshot.Row> rows = new ArrayList<>(snapshot.rows());
    rows.sort(Comparator.comparingInt(Snapshot.Row::number));
    rows.forEach(this::add);
  }

  /** By name. */
  Collection<Family> all() {
    return families.values();
  }

  /** How many series, or parts of one, have no place in any family. */
  int leftOut() {
    return leftOut;
  }

  /** The unit of a series' samples: the catalogue's, else what the protocol says of its kind. */
  Unit unit(Kind kind, MeterId id) {
    return metrics
        .find(id)
        .map(Metric::unit)
        .orElseGet(() ->
            switch (kind) {
              case TIMER, PERCENTILE_TIMER, AGE_GAUGE -> Unit.SECONDS;
              case COUNTER,
                  MONOTONIC_COUNTER,
                  MONOTONIC_DOUBLE,
                  GAUGE,
                  MAX_GAUGE,
                  DISTRIBUTION_SUMMARY,
                  PERCENTILE_DISTRIBUTION_SUMMARY ->
                  Unit.NONE;
            });
  }

  private void add(Snapshot.Row row) {
    MeterId id = row.id();
    String atlas = id.name();
    BaseUnit unit = BaseUnit.of(unit(row.kind(), id));
    switch (row.reading()) {
      case Reading.Silent() -> {}
      case Reading.Total _ -> add(row, id, FamilyName.of(atlas, FamilyName.Type.COUNTER, unit));
      case Reading.Level _ ->
          add(
              row,
              id,
              row.kind() == Kind.MAX_GAUGE
                  ? FamilyName.ofMax(atlas, unit)
                  : FamilyName.of(atlas, FamilyName.Type.GAUGE, unit));
      case Reading.Summary summary -> {
        add(row, id, FamilyName.of(atlas, FamilyName.Type.SUMMARY, unit));
        if (summary.max().isPresent()) {
          add(row, id, FamilyName.ofMax(atlas, unit));
        }
      }
    }
  }

  private void add(Snapshot.Row row, MeterId id, FamilyName name) {
    Family known = families.get(name.name());
    if (known != null && known.name().type() == name.type()) {
      known.rows().add(row);
    } else if (known != null || name.taken().stream().anyMatch(taken::contains)) {
      leftOut++;
    } else {
      taken.addAll(name.taken());
      Family family = new Family(name, help(row, id, name), new ArrayList<>());
      family.rows().add(row);
      families.put(name.name(), family);
    }
  }

  private String help(Snapshot.Row row, MeterId id, FamilyName name) {
    String about = metrics.find(id).map(metric -> metric.description() + " ").orElse("");
    boolean max =
        name.type() == FamilyName.Type.GAUGE
            && (row.kind() == Kind.MAX_GAUGE || row.reading() instanceof Reading.Summary);
    return about
        + (max ? "The largest of the last one or two minutes. " : "")
        + "In Atlas: "
        + id.name();
  }
}
