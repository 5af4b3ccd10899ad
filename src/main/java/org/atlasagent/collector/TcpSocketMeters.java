package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.netlink.IpFamily;
import org.atlasagent.source.netlink.SocketMemory;
import org.atlasagent.source.netlink.TcpSweep;
import org.atlasagent.source.procfs.TcpState;

/** The meters of the TCP sockets of one address family. */
final class TcpSocketMeters {
  private static final Metric STATES =
      Metric.of(GAUGE, "net.tcp.connectionStates", Unit.SOCKETS)
          .tag(
              "id",
              Arrays.stream(TcpState.values()).map(TcpSocketMeters::id).toArray(String[]::new))
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("sock_diag, idiag_state; where it is refused, st of /proc/net/tcp, /proc/net/tcp6")
          .says(
              "TCP sockets in each state, by the socket's address family: an IPv6 socket that talks"
                  + " to a mapped IPv4 address is v6.");
  private static final Metric MEMORY =
      Metric.of(GAUGE, "net.tcp.socketMemory", Unit.BYTES)
          .tag("id", "receive", "send", "forwardAlloc", "sendQueued", "option", "backlog")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "sock_diag, INET_DIAG_SKMEMINFO: rmem_alloc, wmem_alloc, fwd_alloc, wmem_queued,"
                  + " optmem, backlog")
          .says(
              "Memory that TCP sockets hold, by purpose and by the socket's address family: what"
                  + " ss -tam -4 and -6 print, summed up.");
  private static final Metric CONNECTIONS =
      Metric.of(GAUGE, "net.tcp.connections", Unit.CONNECTIONS)
          .tag("proto", "v4", "v6")
          .tag("socket", "v4", "v6")
          .network(SPLIT)
          .from("sock_diag, idiag_family and idiag_dst of established sockets")
          .says(
              "Established connections, by the IP version of their packets (proto) and the address"
                  + " family of their socket: an IPv6 socket can talk IPv4.");
  private static final Metric ACCEPT_QUEUE =
      Metric.of(GAUGE, "net.tcp.acceptQueue", Unit.CONNECTIONS)
          .tag("id", "length", "limit")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("sock_diag, idiag_rqueue and idiag_wqueue of listening sockets")
          .says(
              "Connections that wait for their server to accept them, and how many may, over all"
                  + " listening sockets of an address family.");

  static final List<Metric> METRICS = List.of(STATES, MEMORY, CONNECTIONS, ACCEPT_QUEUE);

  private final Map<TcpState, Gauge> states = new EnumMap<>(TcpState.class);
  private final Map<SocketMemory, Gauge> memory = new EnumMap<>(SocketMemory.class);
  private final Map<IpFamily, Gauge> connections = new EnumMap<>(IpFamily.class);
  private final Gauge acceptQueue;
  private final Gauge acceptQueueLimit;

  TcpSocketMeters(Meters meters, IpFamily family) {
    String proto = family.title();
    for (TcpState state : TcpState.values()) {
      states.put(state, meters.gauge(STATES, id(state), proto));
    }
    for (SocketMemory kind : SocketMemory.values()) {
      memory.put(kind, meters.gauge(MEMORY, id(kind), proto));
    }
    for (IpFamily wire : IpFamily.values()) {
      if (family == IpFamily.V6 || wire == IpFamily.V4) {
        connections.put(wire, meters.gauge(CONNECTIONS, wire.title(), proto));
      }
    }
    acceptQueue = meters.gauge(ACCEPT_QUEUE, "length", proto);
    acceptQueueLimit = meters.gauge(ACCEPT_QUEUE, "limit", proto);
  }

  /** Reports all that a sweep knows. */
  void report(TcpSweep sweep) {
    reportStates(sweep::in);
    memory.forEach((kind, gauge) -> sweep.memory(kind).ifPresent(gauge::set));
    connections.forEach((wire, gauge) -> gauge.set(sweep.established(wire)));
    acceptQueue.set(sweep.acceptQueue());
    acceptQueueLimit.set(sweep.acceptQueueLimit());
  }

  /** Reports how many sockets are in each state. */
  void reportStates(ToLongFunction<TcpState> count) {
    states.forEach((state, gauge) -> gauge.set(count.applyAsLong(state)));
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

  private static String id(SocketMemory kind) {
    return switch (kind) {
      case RECEIVE -> "receive";
      case SEND -> "send";
      case FORWARD_ALLOC -> "forwardAlloc";
      case SEND_QUEUED -> "sendQueued";
      case OPTION -> "option";
      case BACKLOG -> "backlog";
    };
  }
}
