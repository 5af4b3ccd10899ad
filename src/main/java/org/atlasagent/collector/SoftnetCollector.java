package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.ONE_NUMBER;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.MonotonicCounter;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.Softnet;

/** Reports how the processors keep up with incoming packets of both IP versions. */
final class SoftnetCollector implements Collector {
  private static final Metric SOFTNET =
      Metric.of(MONOTONIC_COUNTER, "net.softnet", Unit.COUNT)
          .tag("id", "processed", "dropped", "timeSqueezed")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/softnet_stat, columns 1, 2, 3, summed over the processors; one"
                  + " number for IPv4 and IPv6")
          .says(
              "Packets that the processors took from the interfaces (processed) or lost"
                  + " to a full backlog (dropped), and rounds that ended with work left"
                  + " (timeSqueezed).");

  static final List<Metric> METRICS = List.of(SOFTNET);

  private final KernelFile softnetStat;
  private final MonotonicCounter processed;
  private final MonotonicCounter dropped;
  private final MonotonicCounter timeSqueezed;

  SoftnetCollector(Wiring wiring) {
    softnetStat = wiring.files().net("softnet_stat");
    processed = wiring.meters().monotonicCounter(SOFTNET, "processed");
    dropped = wiring.meters().monotonicCounter(SOFTNET, "dropped");
    timeSqueezed = wiring.meters().monotonicCounter(SOFTNET, "timeSqueezed");
  }

  @Override
  public Outcome collect(Due due) {
    Optional<Softnet> softnet = Softnet.read(softnetStat);
    if (softnet.isEmpty()) {
      return Outcome.noData(softnetStat.path() + ": not there");
    }
    processed.set(softnet.get().processed());
    dropped.set(softnet.get().dropped());
    timeSqueezed.set(softnet.get().timeSqueezed());
    return Outcome.COLLECTED;
  }
}
