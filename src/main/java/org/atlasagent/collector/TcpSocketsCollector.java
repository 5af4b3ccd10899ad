package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.ONE_NUMBER;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.Sockstat;

/** Reports TCP sockets by what the kernel keeps them for: one number for both IP versions. */
final class TcpSocketsCollector implements Collector {
  private static final Metric SOCKETS =
      Metric.of(GAUGE, "net.tcp.sockets", Unit.SOCKETS)
          .tag("id", "orphan", "timeWait", "allocated")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/sockstat, TCP: orphan, tw, alloc; the kernel keeps one number"
                  + " for IPv4 and IPv6")
          .says(
              "TCP sockets that no program owns (orphan), that wait out late segments"
                  + " (timeWait, with ownerless FIN_WAIT2), and that have memory (allocated);"
                  + " orphan and allocated count all network namespaces.");

  static final List<Metric> METRICS = List.of(SOCKETS);

  private final Sources sources;
  private final FieldMeters<Sockstat> sockets;
  private final String nothing;

  TcpSocketsCollector(Wiring wiring) {
    Meters meters = wiring.meters();
    sources = wiring.sources();
    sockets =
        new FieldMeters<Sockstat>()
            .add(meters.gauge(SOCKETS, "orphan"), Sockstat.TCP_ORPHAN)
            .add(meters.gauge(SOCKETS, "timeWait"), Sockstat.TCP_TW)
            .add(meters.gauge(SOCKETS, "allocated"), Sockstat.TCP_ALLOC);
    nothing = "no field of TCP sockets in " + wiring.files().netPath("sockstat");
  }

  @Override
  public Outcome collect(Due due) {
    return Outcome.collectedIf(sockets.report(sources.sockstat().get()), nothing);
  }
}
