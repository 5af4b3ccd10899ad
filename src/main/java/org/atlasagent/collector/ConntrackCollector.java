package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.ONE_NUMBER;
import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import java.util.OptionalLong;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.ConntrackStat;
import org.atlasagent.source.procfs.Sysctl;

/** Reports the table of tracked connections: one table for both IP versions. */
final class ConntrackCollector implements Collector {
  private static final Metric ENTRIES =
      Metric.of(GAUGE, "net.conntrack.entries", Unit.ENTRIES)
          .tag("id", "used", "limit")
          .network(ONE_NUMBER)
          .from(
              "/proc/sys/net/netfilter/nf_conntrack_count, nf_conntrack_max; one number"
                  + " for IPv4 and IPv6")
          .says(
              "Connections that the firewall tracks, and how many it can; at the limit"
                  + " new connections are dropped.");
  private static final Metric DROPS =
      Metric.of(MONOTONIC_COUNTER, "net.conntrack.drops", Unit.PACKETS)
          .tag("id", "insertFailed", "drop", "earlyDrop", "searchRestart")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/stat/nf_conntrack, insert_failed, drop, early_drop,"
                  + " search_restart, summed over the processors; one number for IPv4 and IPv6")
          .says(
              "Packets lost since their connection could not be tracked (insertFailed,"
                  + " drop), connections forgotten early (earlyDrop) and look-ups begun again"
                  + " (searchRestart).");

  static final List<Metric> METRICS = List.of(ENTRIES, DROPS);

  private final KernelFile count;
  private final KernelFile max;
  private final KernelFile stat;
  private final Gauge used;
  private final Gauge limit;
  private final FieldMeters<ConntrackStat> drops;

  ConntrackCollector(Wiring wiring) {
    Meters meters = wiring.meters();
    count = wiring.files().proc("sys/net/netfilter/nf_conntrack_count");
    max = wiring.files().proc("sys/net/netfilter/nf_conntrack_max");
    stat = wiring.files().net("stat/nf_conntrack");
    used = meters.gauge(ENTRIES, "used");
    limit = meters.gauge(ENTRIES, "limit");
    drops =
        new FieldMeters<ConntrackStat>()
            .add(meters.monotonicCounter(DROPS, "insertFailed"), ConntrackStat.INSERT_FAILED)
            .add(meters.monotonicCounter(DROPS, "drop"), ConntrackStat.DROP)
            .add(meters.monotonicCounter(DROPS, "earlyDrop"), ConntrackStat.EARLY_DROP)
            .add(meters.monotonicCounter(DROPS, "searchRestart"), ConntrackStat.SEARCH_RESTART);
  }

  @Override
  public Outcome collect(Due due) {
    OptionalLong entries = Sysctl.read(count);
    entries.ifPresent(used::set);
    OptionalLong most = Sysctl.read(max);
    most.ifPresent(limit::set);
    boolean any = drops.report(ConntrackStat.read(stat));
    return Outcome.collectedIf(
        any || entries.isPresent() || most.isPresent(),
        count.path() + ", " + stat.path() + ": not there");
  }
}
