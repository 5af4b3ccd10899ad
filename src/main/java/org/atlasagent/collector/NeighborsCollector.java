package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.netlink.IpFamily;
import org.atlasagent.source.netlink.NeighborState;
import org.atlasagent.source.netlink.Neighbors;

/** Reports how many neighbours of each IP version are in each state. */
final class NeighborsCollector implements Collector, FamilyQuestions.Reporter<Neighbors> {
  private static final Metric NEIGHBORS =
      Metric.of(GAUGE, "net.neighbors", Unit.ENTRIES)
          .tag("proto", "v4", "v6")
          .tag("state", "reachable", "stale", "delay", "probe", "failed", "incomplete", "permanent")
          .network(SPLIT)
          .from("rtnetlink RTM_GETNEIGH, ndm_state; NUD_NOARP and NUD_NONE are left out")
          .says(
              "Neighbours on the links of the host by what is known about the way to them; failed"
                  + " and incomplete ones do not answer.");

  static final List<Metric> METRICS = List.of(NEIGHBORS);

  private final FamilyQuestions<Neighbors> questions;
  private final PerFamily<Map<NeighborState, Gauge>> meters;

  NeighborsCollector(Wiring wiring) {
    questions = new FamilyQuestions<>(wiring, "snmp6", Neighbors::read);
    meters = PerFamily.make(family -> gauges(wiring.meters(), family));
  }

  private static Map<NeighborState, Gauge> gauges(Meters meters, IpFamily family) {
    Map<NeighborState, Gauge> gauges = new EnumMap<>(NeighborState.class);
    for (NeighborState state : NeighborState.values()) {
      gauges.put(state, meters.gauge(NEIGHBORS, family.title(), value(state)));
    }
    return gauges;
  }

  private static String value(NeighborState state) {
    return switch (state) {
      case REACHABLE -> "reachable";
      case STALE -> "stale";
      case DELAY -> "delay";
      case PROBE -> "probe";
      case FAILED -> "failed";
      case INCOMPLETE -> "incomplete";
      case PERMANENT -> "permanent";
    };
  }

  @Override
  public Outcome collect(Due due) {
    return questions.ask(this);
  }

  @Override
  public void report(IpFamily family, Neighbors neighbors) {
    meters.of(family).forEach((state, gauge) -> gauge.set(neighbors.in(state)));
  }
}
