package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.FibTrieStat;
import org.atlasagent.source.procfs.Rt6Stats;

/** Reports how many routes there are, for each IP version. */
final class RoutesCollector implements Collector {
  private static final Metric ROUTES =
      Metric.of(GAUGE, "net.ip.routes", Unit.ENTRIES)
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/fib_triestat, Prefixes: of all tables; v6:"
                  + " /proc/net/rt6_stats, fourth number")
          .says(
              "Routes in all routing tables, those to the host's own addresses included;"
                  + " a jump means a routing daemon gone wild, a fall a lost network.");

  static final List<Metric> METRICS = List.of(ROUTES);

  private final KernelFile fibTrieStat;
  private final KernelFile rt6Stats;
  private final Gauge v4;
  private final Gauge v6;

  RoutesCollector(Wiring wiring) {
    fibTrieStat = wiring.files().net("fib_triestat");
    rt6Stats = wiring.files().net("rt6_stats");
    v4 = wiring.meters().gauge(ROUTES, "v4");
    v6 = wiring.meters().gauge(ROUTES, "v6");
  }

  @Override
  public Outcome collect(Due due) {
    Optional<FibTrieStat> routes4 = FibTrieStat.read(fibTrieStat);
    routes4.ifPresent(found -> v4.set(found.prefixes()));
    Optional<Rt6Stats> routes6 = Rt6Stats.read(rt6Stats);
    routes6.ifPresent(found -> v6.set(found.routes()));
    return Outcome.collectedIf(
        routes4.isPresent() || routes6.isPresent(),
        fibTrieStat.path() + ", " + rt6Stats.path() + ": not there");
  }
}
