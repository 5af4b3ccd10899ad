package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.ONE_NUMBER;
import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;

/**
 * The metrics of {@link TcpCollector}: one number for both IP versions, as the kernel keeps them.
 */
final class TcpMetrics {
  static final Metric SEGMENTS =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.segments", Unit.SEGMENTS)
          .tag("id", "in", "out")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/snmp, Tcp: InSegs, OutSegs; the kernel keeps one number for IPv4 and IPv6")
          .says("TCP segments that came in, those with errors included, and that went out.");
  static final Metric ERRORS =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.errors", Unit.COUNT)
          .tag("id", "retransSegs", "inErrs", "outRsts", "attemptFails", "estabResets")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/snmp, Tcp: RetransSegs, InErrs, OutRsts, AttemptFails, EstabResets; the"
                  + " kernel keeps one number for IPv4 and IPv6")
          .says("Segments sent again, damaged or resetting, and connections that failed or broke.");
  static final Metric OPENS =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.opens", Unit.CONNECTIONS)
          .tag("id", "active", "passive")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/snmp, Tcp: ActiveOpens, PassiveOpens; the kernel keeps one number for IPv4"
                  + " and IPv6")
          .says("Connections that this host began (active) and accepted from others (passive).");
  static final Metric CURR_ESTAB =
      Metric.of(GAUGE, "net.tcp.currEstab", Unit.CONNECTIONS)
          .network(ONE_NUMBER)
          .from("/proc/net/snmp, Tcp: CurrEstab; the kernel keeps one number for IPv4 and IPv6")
          .says("Connections that are open now: established, or closed by the other side only.");
  static final Metric LISTEN =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.listen", Unit.CONNECTIONS)
          .tag("id", "overflow", "drop")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/netstat, TcpExt: ListenOverflows, ListenDrops; the kernel keeps"
                  + " one number for IPv4 and IPv6")
          .says(
              "Connections lost before a program accepted them: its accept queue was full"
                  + " (overflow), or any reason (drop, which includes overflow).");
  static final Metric SYN_COOKIES =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.synCookies", Unit.COUNT)
          .tag("id", "sent", "received", "failed")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/netstat, TcpExt: SyncookiesSent, SyncookiesRecv,"
                  + " SyncookiesFailed; the kernel keeps one number for IPv4 and IPv6")
          .says(
              "SYN cookies, with which the host answers while it is flooded with"
                  + " requests, and what came back.");
  static final Metric RETRANSMITS =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.retransmits", Unit.COUNT)
          .tag("id", "lost", "fast", "slowStart", "syn", "timeout")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/netstat, TcpExt: TCPLostRetransmit, TCPFastRetrans,"
                  + " TCPSlowStartRetrans, TCPSynRetrans, TCPTimeouts; the kernel keeps one"
                  + " number for IPv4 and IPv6")
          .says(
              "Why segments had to be sent again; syn and timeout hurt most, since a"
                  + " connection stands still meanwhile.");
  static final Metric ABORTS =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.aborts", Unit.CONNECTIONS)
          .tag("id", "onData", "onClose", "onMemory", "onTimeout", "onLinger", "failed")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/netstat, TcpExt: TCPAbortOnData, TCPAbortOnClose,"
                  + " TCPAbortOnMemory, TCPAbortOnTimeout, TCPAbortOnLinger, TCPAbortFailed;"
                  + " the kernel keeps one number for IPv4 and IPv6")
          .says(
              "Connections that this host broke off, and why; failed could not even send"
                  + " the reset.");
  static final Metric PRESSURE =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.pressure", Unit.COUNT)
          .tag("id", "entered", "pruned", "backlogDrop", "receiveQueueDrop")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/netstat, TcpExt: TCPMemoryPressures, PruneCalled,"
                  + " TCPBacklogDrop, TCPRcvQDrop; the kernel keeps one number for IPv4 and"
                  + " IPv6")
          .says(
              "Times that TCP ran short of memory, squeezed the queue of a socket, or"
                  + " dropped what did not fit.");

  static final List<Metric> ALL =
      List.of(
          SEGMENTS, ERRORS, OPENS, CURR_ESTAB, LISTEN, SYN_COOKIES, RETRANSMITS, ABORTS, PRESSURE);

  private TcpMetrics() {}
}
