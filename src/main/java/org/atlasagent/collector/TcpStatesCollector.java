package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.TcpSockets;
import org.atlasagent.source.procfs.TcpState;

/** Reports how many TCP sockets are in each state, for each IP version. */
final class TcpStatesCollector implements Collector {
  private static final Metric STATES =
      Metric.of(GAUGE, "net.tcp.connectionStates", Unit.SOCKETS)
          .tag(
              "id",
              Arrays.stream(TcpState.values()).map(TcpStatesCollector::id).toArray(String[]::new))
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("v4: /proc/net/tcp, st; v6: /proc/net/tcp6, st")
          .says(
              "TCP sockets in each state, by the socket's address family: an IPv6 socket that talks"
                  + " to a mapped IPv4 address is v6.");

  static final List<Metric> METRICS = List.of(STATES);

  private final KernelFile tcp;
  private final KernelFile tcp6;
  private final Map<TcpState, Gauge> v4;
  private final Map<TcpState, Gauge> v6;

  TcpStatesCollector(Wiring wiring) {
    tcp = wiring.files().net("tcp");
    tcp6 = wiring.files().net("tcp6");
    v4 = gauges(wiring.meters(), "v4");
    v6 = gauges(wiring.meters(), "v6");
  }

  private static Map<TcpState, Gauge> gauges(Meters meters, String proto) {
    Map<TcpState, Gauge> gauges = new EnumMap<>(TcpState.class);
    for (TcpState state : TcpState.values()) {
      gauges.put(state, meters.gauge(STATES, id(state), proto));
    }
    return gauges;
  }

  private static String id(TcpState state) {
    return switch (state) {
      case ESTABLISHED -> "established";
      case SYN_SENT -> "synSent";
      case SYN_RECV -> "synRecv";
      case FIN_WAIT1 -> "finWait1";
      case FIN_WAIT2 -> "finWait2";
      case TIME_WAIT -> "timeWait";
      case CLOSE -> "close";
      case CLOSE_WAIT -> "closeWait";
      case LAST_ACK -> "lastAck";
      case LISTEN -> "listen";
      case CLOSING -> "closing";
    };
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = report(TcpSockets.read(tcp), v4);
    any |= report(TcpSockets.read(tcp6), v6);
    return Outcome.collectedIf(any, tcp.path() + ", " + tcp6.path() + ": not there");
  }

  private static boolean report(Optional<TcpSockets> sockets, Map<TcpState, Gauge> gauges) {
    sockets.ifPresent(found -> gauges.forEach((state, gauge) -> gauge.set(found.in(state))));
    return sockets.isPresent();
  }
}
