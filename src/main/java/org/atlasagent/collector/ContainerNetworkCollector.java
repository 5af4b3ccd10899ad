package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.OptionalLong;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;

/** Reports the bandwidth that the platform gives a container's network. */
final class ContainerNetworkCollector implements Collector {
  private static final Metric BANDWIDTH =
      Metric.of(GAUGE, "cgroup.net.bandwidthBytes", Unit.BYTES)
          .from("TITUS_NUM_NETWORK_BANDWIDTH, megabits x 125000")
          .says("Bytes that the container's network may carry in a second.");

  static final List<Metric> METRICS = List.of(BANDWIDTH);

  private static final long BYTES_PER_MEGABIT = 125_000;
  private static final Outcome MISSING = Outcome.noData("TITUS_NUM_NETWORK_BANDWIDTH: not set");

  private final OptionalLong megabits;
  private final Gauge bandwidth;

  ContainerNetworkCollector(Wiring wiring) {
    megabits = wiring.host().containerLimits().networkMegabits();
    bandwidth = wiring.meters().gauge(BANDWIDTH);
  }

  @Override
  public Outcome collect(Due due) {
    if (megabits.isEmpty()) {
      return MISSING;
    }
    bandwidth.set(megabits.getAsLong() * BYTES_PER_MEGABIT);
    return Outcome.COLLECTED;
  }
}
