package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.ANY_PROTOCOL;
import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.Sockstat;
import org.atlasagent.source.procfs.Sockstat6;

/** Reports how many sockets there are, for each IP version. */
final class SocketsCollector implements Collector {
  private static final Metric IN_USE =
      Metric.of(GAUGE, "net.sockets.inUse", Unit.SOCKETS)
          .tag("proto", "v4", "v6")
          .tag("id", "tcp", "udp", "raw")
          .network(SPLIT)
          .from(
              "v4: /proc/net/sockstat, inuse of TCP:, UDP:, RAW:; v6:"
                  + " /proc/net/sockstat6, inuse of TCP6:, UDP6:, RAW6:")
          .says(
              "Sockets of this network namespace by address family, without those in"
                  + " TIME_WAIT and SYN_RECV.");
  private static final Metric USED =
      Metric.of(GAUGE, "net.sockets.used", Unit.SOCKETS)
          .network(ANY_PROTOCOL)
          .from(
              "/proc/net/sockstat, sockets: used; one number for IPv4, IPv6 and all other"
                  + " families")
          .says("Sockets of all address families in this network namespace, local ones included.");

  static final List<Metric> METRICS = List.of(IN_USE, USED);

  private final Sources sources;
  private final FieldMeters<Sockstat> v4;
  private final FieldMeters<Sockstat6> v6;
  private final String nothing;

  SocketsCollector(Wiring wiring) {
    Meters meters = wiring.meters();
    sources = wiring.sources();
    v4 =
        new FieldMeters<Sockstat>()
            .add(meters.gauge(IN_USE, "v4", "tcp"), Sockstat.TCP_INUSE)
            .add(meters.gauge(IN_USE, "v4", "udp"), Sockstat.UDP_INUSE)
            .add(meters.gauge(IN_USE, "v4", "raw"), Sockstat.RAW_INUSE)
            .add(meters.gauge(USED), Sockstat.SOCKETS_USED);
    v6 =
        new FieldMeters<Sockstat6>()
            .add(meters.gauge(IN_USE, "v6", "tcp"), Sockstat6.TCP6_INUSE)
            .add(meters.gauge(IN_USE, "v6", "udp"), Sockstat6.UDP6_INUSE)
            .add(meters.gauge(IN_USE, "v6", "raw"), Sockstat6.RAW6_INUSE);
    nothing =
        "no field of sockets in "
            + wiring.files().netPath("sockstat")
            + ", "
            + wiring.files().netPath("sockstat6");
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = v4.report(sources.sockstat().get());
    any |= v6.report(sources.sockstat6().get());
    return Outcome.collectedIf(any, nothing);
  }
}
