package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.V4_ONLY;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.Arp;

/** Reports the size of the ARP table. */
final class ArpCollector implements Collector {
  private static final Metric ENTRIES =
      Metric.of(GAUGE, "net.arpCacheSize", Unit.ENTRIES)
          .network(V4_ONLY)
          .from("v4: /proc/net/arp, lines; v6: no such file, as IPv6 does not use ARP")
          .says("IPv4 neighbours that the host knows or asks for; a full table loses packets.");

  static final List<Metric> METRICS = List.of(ENTRIES);

  private final KernelFile arp;
  private final Gauge entries;

  ArpCollector(Wiring wiring) {
    arp = wiring.files().net("arp");
    entries = wiring.meters().gauge(ENTRIES);
  }

  @Override
  public Outcome collect(Due due) {
    Optional<Arp> found = Arp.read(arp);
    if (found.isEmpty()) {
      return Outcome.noData(arp.path() + ": not there");
    }
    entries.set(found.get().entries());
    return Outcome.COLLECTED;
  }
}
