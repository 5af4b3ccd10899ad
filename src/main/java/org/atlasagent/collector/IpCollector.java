package org.atlasagent.collector;

import static org.atlasagent.collector.IpMetrics.BYTES;
import static org.atlasagent.collector.IpMetrics.CONGESTED_PACKETS;
import static org.atlasagent.collector.IpMetrics.DATAGRAMS;
import static org.atlasagent.collector.IpMetrics.DELIVERED;
import static org.atlasagent.collector.IpMetrics.DISCARDS;
import static org.atlasagent.collector.IpMetrics.ECT_PACKETS;
import static org.atlasagent.collector.IpMetrics.ERRORS;
import static org.atlasagent.collector.IpMetrics.FORWARDED;
import static org.atlasagent.collector.IpMetrics.MULTICAST;
import static org.atlasagent.collector.IpMetrics.REASM_REQDS;

import java.util.List;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.source.procfs.Netstat;
import org.atlasagent.source.procfs.Snmp;
import org.atlasagent.source.procfs.Snmp6;

/** Reports what the IP layer has carried, thrown away and seen marked, for each IP version. */
final class IpCollector implements Collector {
  static final List<Metric> METRICS = IpMetrics.ALL;

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
        "no field of IP in "
            + wiring.files().netPath("snmp")
            + ", "
            + wiring.files().netPath("netstat")
            + ", "
            + wiring.files().netPath("snmp6");
  }

  private static FieldMeters<Snmp> v4(Meters meters) {
    return new FieldMeters<Snmp>()
        .add(meters.monotonicCounter(DATAGRAMS, "in", "v4"), Snmp.IP_IN_RECEIVES)
        .add(meters.monotonicCounter(DATAGRAMS, "out", "v4"), Snmp.IP_OUT_REQUESTS)
        .add(meters.monotonicCounter(DISCARDS, "in", "v4"), Snmp.IP_IN_DISCARDS)
        .add(meters.monotonicCounter(DISCARDS, "out", "v4"), Snmp.IP_OUT_DISCARDS)
        .add(meters.monotonicCounter(REASM_REQDS, "v4"), Snmp.IP_REASM_REQDS)
        .add(meters.monotonicCounter(DELIVERED, "v4"), Snmp.IP_IN_DELIVERS)
        .add(meters.monotonicCounter(FORWARDED, "v4"), Snmp.IP_FORW_DATAGRAMS)
        .add(meters.monotonicCounter(ERRORS, "inHeader", "v4"), Snmp.IP_IN_HDR_ERRORS)
        .add(meters.monotonicCounter(ERRORS, "inAddress", "v4"), Snmp.IP_IN_ADDR_ERRORS)
        .add(meters.monotonicCounter(ERRORS, "inUnknownProtocol", "v4"), Snmp.IP_IN_UNKNOWN_PROTOS)
        .add(meters.monotonicCounter(ERRORS, "outNoRoute", "v4"), Snmp.IP_OUT_NO_ROUTES);
  }

  private static FieldMeters<Netstat> v4Extended(Meters meters) {
    return new FieldMeters<Netstat>()
        .addSum(
            meters.monotonicCounter(ECT_PACKETS, "capable", "v4"),
            List.of(Netstat.IP_IN_ECT0_PKTS, Netstat.IP_IN_ECT1_PKTS))
        .add(meters.monotonicCounter(ECT_PACKETS, "notCapable", "v4"), Netstat.IP_IN_NO_ECT_PKTS)
        .add(meters.monotonicCounter(CONGESTED_PACKETS, "v4"), Netstat.IP_IN_CE_PKTS)
        .add(meters.monotonicCounter(BYTES, "in", "v4"), Netstat.IP_IN_OCTETS)
        .add(meters.monotonicCounter(BYTES, "out", "v4"), Netstat.IP_OUT_OCTETS)
        .add(meters.monotonicCounter(ERRORS, "inTruncated", "v4"), Netstat.IP_IN_TRUNCATED_PKTS)
        .add(meters.monotonicCounter(ERRORS, "inNoRoute", "v4"), Netstat.IP_IN_NO_ROUTES)
        .add(meters.monotonicCounter(MULTICAST, "in", "v4"), Netstat.IP_IN_MCAST_PKTS)
        .add(meters.monotonicCounter(MULTICAST, "out", "v4"), Netstat.IP_OUT_MCAST_PKTS);
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
        .add(meters.monotonicCounter(CONGESTED_PACKETS, "v6"), Snmp6.IP6_IN_CE_PKTS)
        .add(meters.monotonicCounter(DELIVERED, "v6"), Snmp6.IP6_IN_DELIVERS)
        .add(meters.monotonicCounter(FORWARDED, "v6"), Snmp6.IP6_OUT_FORW_DATAGRAMS)
        .add(meters.monotonicCounter(ERRORS, "inHeader", "v6"), Snmp6.IP6_IN_HDR_ERRORS)
        .add(meters.monotonicCounter(ERRORS, "inAddress", "v6"), Snmp6.IP6_IN_ADDR_ERRORS)
        .add(
            meters.monotonicCounter(ERRORS, "inUnknownProtocol", "v6"), Snmp6.IP6_IN_UNKNOWN_PROTOS)
        .add(meters.monotonicCounter(ERRORS, "outNoRoute", "v6"), Snmp6.IP6_OUT_NO_ROUTES)
        .add(meters.monotonicCounter(ERRORS, "inTruncated", "v6"), Snmp6.IP6_IN_TRUNCATED_PKTS)
        .add(meters.monotonicCounter(ERRORS, "inNoRoute", "v6"), Snmp6.IP6_IN_NO_ROUTES)
        .add(meters.monotonicCounter(ERRORS, "inTooBig", "v6"), Snmp6.IP6_IN_TOO_BIG_ERRORS)
        .add(meters.monotonicCounter(BYTES, "in", "v6"), Snmp6.IP6_IN_OCTETS)
        .add(meters.monotonicCounter(BYTES, "out", "v6"), Snmp6.IP6_OUT_OCTETS)
        .add(meters.monotonicCounter(MULTICAST, "in", "v6"), Snmp6.IP6_IN_MCAST_PKTS)
        .add(meters.monotonicCounter(MULTICAST, "out", "v6"), Snmp6.IP6_OUT_MCAST_PKTS);
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = v4.report(sources.snmp().get());
    any |= v4Extended.report(sources.netstat().get());
    any |= v6.report(sources.snmp6().get());
    return Outcome.collectedIf(any, nothing);
  }
}
