package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.Netstat;
import org.atlasagent.source.procfs.Snmp;
import org.atlasagent.source.procfs.Snmp6;

/** Reports what the IP layer has carried, thrown away and seen marked, for each IP version. */
final class IpCollector implements Collector {
  private static final Metric DATAGRAMS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.datagrams", Unit.PACKETS)
          .tag("id", "in", "out")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Ip: InReceives, OutRequests;"
                  + " v6: /proc/net/snmp6, Ip6InReceives, Ip6OutRequests")
          .says("IP packets that came in, and that this host asked to be sent, before any filter.");
  private static final Metric DISCARDS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.discards", Unit.PACKETS)
          .tag("id", "in", "out")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Ip: InDiscards, OutDiscards;"
                  + " v6: /proc/net/snmp6, Ip6InDiscards, Ip6OutDiscards")
          .says("Sound IP packets that the host threw away, most often for want of memory.");
  private static final Metric REASM_REQDS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.reasmReqds", Unit.PACKETS)
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("v4: /proc/net/snmp, Ip: ReasmReqds; v6: /proc/net/snmp6, Ip6ReasmReqds")
          .says("Fragments that came in and had to be put together again.");
  private static final Metric ECT_PACKETS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.ectPackets", Unit.PACKETS)
          .tag("id", "capable", "notCapable")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/netstat, IpExt: InECT0Pkts+InECT1Pkts, InNoECTPkts;"
                  + " v6: /proc/net/snmp6, Ip6InECT0Pkts+Ip6InECT1Pkts, Ip6InNoECTPkts")
          .says("Packets that came in from senders that do, or do not, react to ECN marks.");
  private static final Metric CONGESTED_PACKETS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.congestedPackets", Unit.PACKETS)
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("v4: /proc/net/netstat, IpExt: InCEPkts; v6: /proc/net/snmp6, Ip6InCEPkts")
          .says("Packets that came in with the mark of a congested router on their way.");

  static final List<Metric> METRICS =
      List.of(DATAGRAMS, DISCARDS, REASM_REQDS, ECT_PACKETS, CONGESTED_PACKETS);

  private final Sources sources;
  private final FieldMeters<Snmp> v4;
  private final FieldMeters<Netstat> v4Extended;
  private final FieldMeters<Snmp6> v6;
  private final String nothing;

  IpCollector(Wiring wiring) {
    sources = wiring.sources();
    v4 = v4(wiring.meters());
    v4Extended = v4Extended(wiring.meters());
    v6 = v6(wiring.meters());
    nothing =
        "no field of IP in %s, %s, %s"
            .formatted(
                wiring.files().netPath("snmp"),
                wiring.files().netPath("netstat"),
                wiring.files().netPath("snmp6"));
  }

  private static FieldMeters<Snmp> v4(Meters meters) {
    return new FieldMeters<Snmp>()
        .add(meters.monotonicCounter(DATAGRAMS, "in", "v4"), Snmp.IP_IN_RECEIVES)
        .add(meters.monotonicCounter(DATAGRAMS, "out", "v4"), Snmp.IP_OUT_REQUESTS)
        .add(meters.monotonicCounter(DISCARDS, "in", "v4"), Snmp.IP_IN_DISCARDS)
        .add(meters.monotonicCounter(DISCARDS, "out", "v4"), Snmp.IP_OUT_DISCARDS)
        .add(meters.monotonicCounter(REASM_REQDS, "v4"), Snmp.IP_REASM_REQDS);
  }

  private static FieldMeters<Netstat> v4Extended(Meters meters) {
    return new FieldMeters<Netstat>()
        .addSum(
            meters.monotonicCounter(ECT_PACKETS, "capable", "v4"),
            List.of(Netstat.IP_IN_ECT0_PKTS, Netstat.IP_IN_ECT1_PKTS))
        .add(meters.monotonicCounter(ECT_PACKETS, "notCapable", "v4"), Netstat.IP_IN_NO_ECT_PKTS)
        .add(meters.monotonicCounter(CONGESTED_PACKETS, "v4"), Netstat.IP_IN_CE_PKTS);
  }

  private static FieldMeters<Snmp6> v6(Meters meters) {
    return new FieldMeters<Snmp6>()
        .add(meters.monotonicCounter(DATAGRAMS, "in", "v6"), Snmp6.IP6_IN_RECEIVES)
        .add(meters.monotonicCounter(DATAGRAMS, "out", "v6"), Snmp6.IP6_OUT_REQUESTS)
        .add(meters.monotonicCounter(DISCARDS, "in", "v6"), Snmp6.IP6_IN_DISCARDS)
        .add(meters.monotonicCounter(DISCARDS, "out", "v6"), Snmp6.IP6_OUT_DISCARDS)
        .add(meters.monotonicCounter(REASM_REQDS, "v6"), Snmp6.IP6_REASM_REQDS)
        .addSum(
            meters.monotonicCounter(ECT_PACKETS, "capable", "v6"),
            List.of(Snmp6.IP6_IN_ECT0_PKTS, Snmp6.IP6_IN_ECT1_PKTS))
        .add(meters.monotonicCounter(ECT_PACKETS, "notCapable", "v6"), Snmp6.IP6_IN_NO_ECT_PKTS)
        .add(meters.monotonicCounter(CONGESTED_PACKETS, "v6"), Snmp6.IP6_IN_CE_PKTS);
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = v4.report(sources.snmp().get());
    any |= v4Extended.report(sources.netstat().get());
    any |= v6.report(sources.snmp6().get());
    return Outcome.collectedIf(any, nothing);
  }
}
