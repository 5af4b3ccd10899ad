package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import java.util.OptionalLong;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.NeighborStat;
import org.atlasagent.source.procfs.Sysctl;

/** Reports the limits and the troubles of the tables of neighbours, for each IP version. */
final class NeighborTablesCollector implements Collector {
  private static final Metric LIMIT =
      Metric.of(GAUGE, "net.neighborLimit", Unit.ENTRIES)
          .tag("proto", "v4", "v6")
          .tag("id", "gcThresh1", "gcThresh2", "gcThresh3")
          .network(SPLIT)
          .from(
              "v4: /proc/sys/net/ipv4/neigh/default/gc_thresh1, 2, 3; v6:"
                  + " /proc/sys/net/ipv6/neigh/default/gc_thresh1, 2, 3")
          .says(
              "How many neighbours the table may hold: below the first none is removed,"
                  + " above the third none is added.");
  private static final Metric TABLE =
      Metric.of(MONOTONIC_COUNTER, "net.neighborTable", Unit.COUNT)
          .tag("proto", "v4", "v6")
          .tag("id", "tableFull", "forcedGc", "unresolvedDiscards", "resolutionFailed", "hashGrows")
          .network(SPLIT)
          .from(
              "v4: /proc/net/stat/arp_cache; v6: /proc/net/stat/ndisc_cache; columns"
                  + " table_fulls, forced_gc_runs, unresolved_discards, res_failed, hash_grows,"
                  + " summed over the processors")
          .says(
              "What the table of neighbours had to do; tableFull and unresolvedDiscards"
                  + " are lost packets.");

  static final List<Metric> METRICS = List.of(LIMIT, TABLE);

  private final List<Limit> limits;
  private final KernelFile arpCache;
  private final KernelFile ndiscCache;
  private final FieldMeters<NeighborStat> v4;
  private final FieldMeters<NeighborStat> v6;

  /** One limit of one table. */
  private record Limit(KernelFile file, Gauge gauge) {
    boolean report() {
      OptionalLong entries = Sysctl.read(file);
      entries.ifPresent(gauge::set);
      return entries.isPresent();
    }
  }

  NeighborTablesCollector(Wiring wiring) {
    limits =
        List.of(
            limit(wiring, "ipv4", "v4", 1),
            limit(wiring, "ipv4", "v4", 2),
            limit(wiring, "ipv4", "v4", 3),
            limit(wiring, "ipv6", "v6", 1),
            limit(wiring, "ipv6", "v6", 2),
            limit(wiring, "ipv6", "v6", 3));
    arpCache = wiring.files().net("stat/arp_cache");
    ndiscCache = wiring.files().net("stat/ndisc_cache");
    v4 = table(wiring.meters(), "v4");
    v6 = table(wiring.meters(), "v6");
  }

  private static Limit limit(Wiring wiring, String directory, String proto, int number) {
    return new Limit(
        wiring.files().proc("sys/net/" + directory + "/neigh/default/gc_thresh" + number),
        wiring.meters().gauge(LIMIT, proto, "gcThresh" + number));
  }

  private static FieldMeters<NeighborStat> table(Meters meters, String proto) {
    return new FieldMeters<NeighborStat>()
        .add(meters.monotonicCounter(TABLE, proto, "tableFull"), NeighborStat.TABLE_FULLS)
        .add(meters.monotonicCounter(TABLE, proto, "forcedGc"), NeighborStat.FORCED_GC_RUNS)
        .add(
            meters.monotonicCounter(TABLE, proto, "unresolvedDiscards"),
            NeighborStat.UNRESOLVED_DISCARDS)
        .add(meters.monotonicCounter(TABLE, proto, "resolutionFailed"), NeighborStat.RES_FAILED)
        .add(meters.monotonicCounter(TABLE, proto, "hashGrows"), NeighborStat.HASH_GROWS);
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = false;
    for (Limit limit : limits) {
      any |= limit.report();
    }
    any |= v4.report(NeighborStat.read(arpCache));
    any |= v6.report(NeighborStat.read(ndiscCache));
    return Outcome.collectedIf(any, arpCache.path() + ", " + ndiscCache.path() + ": not there");
  }
}
