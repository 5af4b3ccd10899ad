package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;

/** The metrics of {@link IpCollector}: one series for each IP version. */
final class IpMetrics {
  static final Metric DATAGRAMS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.datagrams", Unit.PACKETS)
          .tag("id", "in", "out")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Ip: InReceives, OutRequests;"
                  + " v6: /proc/net/snmp6, Ip6InReceives, Ip6OutRequests")
          .says("IP packets that came in, and that this host asked to be sent, before any filter.");
  static final Metric DISCARDS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.discards", Unit.PACKETS)
          .tag("id", "in", "out")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Ip: InDiscards, OutDiscards;"
                  + " v6: /proc/net/snmp6, Ip6InDiscards, Ip6OutDiscards")
          .says("Sound IP packets that the host threw away, most often for want of memory.");
  static final Metric REASM_REQDS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.reasmReqds", Unit.PACKETS)
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("v4: /proc/net/snmp, Ip: ReasmReqds; v6: /proc/net/snmp6, Ip6ReasmReqds")
          .says("Fragments that came in and had to be put together again.");
  static final Metric ECT_PACKETS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.ectPackets", Unit.PACKETS)
          .tag("id", "capable", "notCapable")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/netstat, IpExt: InECT0Pkts+InECT1Pkts, InNoECTPkts;"
                  + " v6: /proc/net/snmp6, Ip6InECT0Pkts+Ip6InECT1Pkts, Ip6InNoECTPkts")
          .says("Packets that came in from senders that do, or do not, react to ECN marks.");
  static final Metric CONGESTED_PACKETS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.congestedPackets", Unit.PACKETS)
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("v4: /proc/net/netstat, IpExt: InCEPkts; v6: /proc/net/snmp6, Ip6InCEPkts")
          .says("Packets that came in with the mark of a congested router on their way.");
  static final Metric BYTES =
      Metric.of(MONOTONIC_COUNTER, "net.ip.bytes", Unit.BYTES)
          .tag("id", "in", "out")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/netstat, IpExt: InOctets, OutOctets; v6: /proc/net/snmp6,"
                  + " Ip6InOctets, Ip6OutOctets")
          .says("Bytes of the IP packets that came in and went out, their IP headers included.");
  static final Metric DELIVERED =
      Metric.of(MONOTONIC_COUNTER, "net.ip.delivered", Unit.PACKETS)
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("v4: /proc/net/snmp, Ip: InDelivers; v6: /proc/net/snmp6, Ip6InDelivers")
          .says(
              "IP packets that came in and were handed on to TCP, UDP, ICMP or another"
                  + " protocol.");
  static final Metric FORWARDED =
      Metric.of(MONOTONIC_COUNTER, "net.ip.forwarded", Unit.PACKETS)
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("v4: /proc/net/snmp, Ip: ForwDatagrams; v6: /proc/net/snmp6, Ip6OutForwDatagrams")
          .says(
              "IP packets of others that this host passed on as a router, as hosts of"
                  + " containers do.");
  static final Metric ERRORS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.errors", Unit.PACKETS)
          .tag(
              "id",
              "inHeader",
              "inAddress",
              "inUnknownProtocol",
              "inTruncated",
              "inTooBig",
              "inNoRoute",
              "outNoRoute")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Ip: InHdrErrors, InAddrErrors, InUnknownProtos,"
                  + " OutNoRoutes and /proc/net/netstat, IpExt: InTruncatedPkts, InNoRoutes;"
                  + " v6: /proc/net/snmp6, Ip6InHdrErrors, Ip6InAddrErrors, Ip6InUnknownProtos,"
                  + " Ip6InTruncatedPkts, Ip6InTooBigErrors, Ip6InNoRoutes, Ip6OutNoRoutes")
          .says(
              "IP packets that could not be handled; inTooBig exists for IPv6 only, where"
                  + " a router must not cut packets into fragments.");
  static final Metric MULTICAST =
      Metric.of(MONOTONIC_COUNTER, "net.ip.multicast", Unit.PACKETS)
          .tag("id", "in", "out")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/netstat, IpExt: InMcastPkts, OutMcastPkts; v6:"
                  + " /proc/net/snmp6, Ip6InMcastPkts, Ip6OutMcastPkts")
          .says("IP packets to groups of hosts that came in and went out.");

  static final List<Metric> ALL =
      List.of(
          DATAGRAMS,
          DISCARDS,
          REASM_REQDS,
          ECT_PACKETS,
          CONGESTED_PACKETS,
          BYTES,
          DELIVERED,
          FORWARDED,
          ERRORS,
          MULTICAST);

  private IpMetrics() {}
}
