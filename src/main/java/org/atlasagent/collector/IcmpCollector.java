package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.Snmp;
import org.atlasagent.source.procfs.Snmp6;

/** Reports what ICMP and ICMPv6 have said and heard; types a version does not have are not sent. */
final class IcmpCollector implements Collector {
  private static final Metric MESSAGES =
      Metric.of(MONOTONIC_COUNTER, "net.icmp.messages", Unit.PACKETS)
          .tag("id", "in", "out")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Icmp: InMsgs, OutMsgs; v6: /proc/net/snmp6,"
                  + " Icmp6InMsgs, Icmp6OutMsgs")
          .says("ICMP messages that came in, those with errors included, and that went out.");
  private static final Metric ERRORS =
      Metric.of(MONOTONIC_COUNTER, "net.icmp.errors", Unit.PACKETS)
          .tag("id", "inErrors", "outErrors", "inChecksum")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Icmp: InErrors, OutErrors, InCsumErrors; v6:"
                  + " /proc/net/snmp6, Icmp6InErrors, Icmp6OutErrors, Icmp6InCsumErrors")
          .says(
              "ICMP messages that could not be used or not be sent; inErrors includes"
                  + " inChecksum.");
  private static final Metric TYPES =
      Metric.of(MONOTONIC_COUNTER, "net.icmp.types", Unit.PACKETS)
          .tag("id", "in", "out")
          .tag(
              "type",
              "destinationUnreachable",
              "packetTooBig",
              "timeExceeded",
              "parameterProblem",
              "redirect",
              "echo",
              "echoReply",
              "routerSolicitation",
              "routerAdvertisement",
              "neighborSolicitation",
              "neighborAdvertisement",
              "multicastListenerReport")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Icmp: In and Out of DestUnreachs, TimeExcds,"
                  + " ParmProbs, Redirects, Echos, EchoReps; v6: /proc/net/snmp6, Icmp6In and"
                  + " Icmp6Out of DestUnreachs, PktTooBigs, TimeExcds, ParmProblems, Redirects,"
                  + " Echos, EchoReplies, RouterSolicits, RouterAdvertisements,"
                  + " NeighborSolicits, NeighborAdvertisements, GroupMembResponses+MLDv2Reports")
          .says(
              "ICMP messages by what they say; IPv6 also finds its routers and neighbours"
                  + " with them, and a path whose packetTooBig is filtered stalls.");
  private static final Metric RATE_LIMITED =
      Metric.of(MONOTONIC_COUNTER, "net.icmp.rateLimited", Unit.PACKETS)
          .tag("id", "host", "global")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Icmp: OutRateLimitHost, OutRateLimitGlobal; v6:"
                  + " /proc/net/snmp6, Icmp6OutRateLimitHost")
          .says(
              "ICMP messages that were not sent since the limit for one receiver, or for"
                  + " all of them, was reached; IPv6 has no number for the latter.");

  static final List<Metric> METRICS = List.of(MESSAGES, ERRORS, TYPES, RATE_LIMITED);

  private final Sources sources;
  private final FieldMeters<Snmp> v4;
  private final FieldMeters<Snmp6> v6;
  private final String nothing;

  IcmpCollector(Wiring wiring) {
    sources = wiring.sources();
    v4 = v4(wiring.meters());
    v6 = v6(wiring.meters());
    nothing =
        "no field of ICMP in "
            + wiring.files().netPath("snmp")
            + ", "
            + wiring.files().netPath("snmp6");
  }

  private static FieldMeters<Snmp> v4(Meters meters) {
    return new FieldMeters<Snmp>()
        .add(meters.monotonicCounter(MESSAGES, "in", "v4"), Snmp.ICMP_IN_MSGS)
        .add(meters.monotonicCounter(MESSAGES, "out", "v4"), Snmp.ICMP_OUT_MSGS)
        .add(meters.monotonicCounter(ERRORS, "inErrors", "v4"), Snmp.ICMP_IN_ERRORS)
        .add(meters.monotonicCounter(ERRORS, "outErrors", "v4"), Snmp.ICMP_OUT_ERRORS)
        .add(meters.monotonicCounter(ERRORS, "inChecksum", "v4"), Snmp.ICMP_IN_CSUM_ERRORS)
        .add(meters.monotonicCounter(RATE_LIMITED, "host", "v4"), Snmp.ICMP_OUT_RATE_LIMIT_HOST)
        .add(meters.monotonicCounter(RATE_LIMITED, "global", "v4"), Snmp.ICMP_OUT_RATE_LIMIT_GLOBAL)
        .add(
            meters.monotonicCounter(TYPES, "in", "destinationUnreachable", "v4"),
            Snmp.ICMP_IN_DEST_UNREACHS)
        .add(meters.monotonicCounter(TYPES, "in", "timeExceeded", "v4"), Snmp.ICMP_IN_TIME_EXCDS)
        .add(
            meters.monotonicCounter(TYPES, "in", "parameterProblem", "v4"), Snmp.ICMP_IN_PARM_PROBS)
        .add(meters.monotonicCounter(TYPES, "in", "redirect", "v4"), Snmp.ICMP_IN_REDIRECTS)
        .add(meters.monotonicCounter(TYPES, "in", "echo", "v4"), Snmp.ICMP_IN_ECHOS)
        .add(meters.monotonicCounter(TYPES, "in", "echoReply", "v4"), Snmp.ICMP_IN_ECHO_REPS)
        .add(
            meters.monotonicCounter(TYPES, "out", "destinationUnreachable", "v4"),
            Snmp.ICMP_OUT_DEST_UNREACHS)
        .add(meters.monotonicCounter(TYPES, "out", "timeExceeded", "v4"), Snmp.ICMP_OUT_TIME_EXCDS)
        .add(
            meters.monotonicCounter(TYPES, "out", "parameterProblem", "v4"),
            Snmp.ICMP_OUT_PARM_PROBS)
        .add(meters.monotonicCounter(TYPES, "out", "redirect", "v4"), Snmp.ICMP_OUT_REDIRECTS)
        .add(meters.monotonicCounter(TYPES, "out", "echo", "v4"), Snmp.ICMP_OUT_ECHOS)
        .add(meters.monotonicCounter(TYPES, "out", "echoReply", "v4"), Snmp.ICMP_OUT_ECHO_REPS);
  }

  private static FieldMeters<Snmp6> v6(Meters meters) {
    return new FieldMeters<Snmp6>()
        .add(meters.monotonicCounter(MESSAGES, "in", "v6"), Snmp6.ICMP6_IN_MSGS)
        .add(meters.monotonicCounter(MESSAGES, "out", "v6"), Snmp6.ICMP6_OUT_MSGS)
        .add(meters.monotonicCounter(ERRORS, "inErrors", "v6"), Snmp6.ICMP6_IN_ERRORS)
        .add(meters.monotonicCounter(ERRORS, "outErrors", "v6"), Snmp6.ICMP6_OUT_ERRORS)
        .add(meters.monotonicCounter(ERRORS, "inChecksum", "v6"), Snmp6.ICMP6_IN_CSUM_ERRORS)
        .add(meters.monotonicCounter(RATE_LIMITED, "host", "v6"), Snmp6.ICMP6_OUT_RATE_LIMIT_HOST)
        .add(
            meters.monotonicCounter(TYPES, "in", "destinationUnreachable", "v6"),
            Snmp6.ICMP6_IN_DEST_UNREACHS)
        .add(
            meters.monotonicCounter(TYPES, "in", "packetTooBig", "v6"), Snmp6.ICMP6_IN_PKT_TOO_BIGS)
        .add(meters.monotonicCounter(TYPES, "in", "timeExceeded", "v6"), Snmp6.ICMP6_IN_TIME_EXCDS)
        .add(
            meters.monotonicCounter(TYPES, "in", "parameterProblem", "v6"),
            Snmp6.ICMP6_IN_PARM_PROBLEMS)
        .add(meters.monotonicCounter(TYPES, "in", "redirect", "v6"), Snmp6.ICMP6_IN_REDIRECTS)
        .add(meters.monotonicCounter(TYPES, "in", "echo", "v6"), Snmp6.ICMP6_IN_ECHOS)
        .add(meters.monotonicCounter(TYPES, "in", "echoReply", "v6"), Snmp6.ICMP6_IN_ECHO_REPLIES)
        .add(
            meters.monotonicCounter(TYPES, "in", "routerSolicitation", "v6"),
            Snmp6.ICMP6_IN_ROUTER_SOLICITS)
        .add(
            meters.monotonicCounter(TYPES, "in", "routerAdvertisement", "v6"),
            Snmp6.ICMP6_IN_ROUTER_ADVERTISEMENTS)
        .add(
            meters.monotonicCounter(TYPES, "in", "neighborSolicitation", "v6"),
            Snmp6.ICMP6_IN_NEIGHBOR_SOLICITS)
        .add(
            meters.monotonicCounter(TYPES, "in", "neighborAdvertisement", "v6"),
            Snmp6.ICMP6_IN_NEIGHBOR_ADVERTISEMENTS)
        .addSum(
            meters.monotonicCounter(TYPES, "in", "multicastListenerReport", "v6"),
            List.of(Snmp6.ICMP6_IN_GROUP_MEMB_RESPONSES, Snmp6.ICMP6_IN_MLDV2_REPORTS))
        .add(
            meters.monotonicCounter(TYPES, "out", "destinationUnreachable", "v6"),
            Snmp6.ICMP6_OUT_DEST_UNREACHS)
        .add(
            meters.monotonicCounter(TYPES, "out", "packetTooBig", "v6"),
            Snmp6.ICMP6_OUT_PKT_TOO_BIGS)
        .add(
            meters.monotonicCounter(TYPES, "out", "timeExceeded", "v6"), Snmp6.ICMP6_OUT_TIME_EXCDS)
        .add(
            meters.monotonicCounter(TYPES, "out", "parameterProblem", "v6"),
            Snmp6.ICMP6_OUT_PARM_PROBLEMS)
        .add(meters.monotonicCounter(TYPES, "out", "redirect", "v6"), Snmp6.ICMP6_OUT_REDIRECTS)
        .add(meters.monotonicCounter(TYPES, "out", "echo", "v6"), Snmp6.ICMP6_OUT_ECHOS)
        .add(meters.monotonicCounter(TYPES, "out", "echoReply", "v6"), Snmp6.ICMP6_OUT_ECHO_REPLIES)
        .add(
            meters.monotonicCounter(TYPES, "out", "routerSolicitation", "v6"),
            Snmp6.ICMP6_OUT_ROUTER_SOLICITS)
        .add(
            meters.monotonicCounter(TYPES, "out", "routerAdvertisement", "v6"),
            Snmp6.ICMP6_OUT_ROUTER_ADVERTISEMENTS)
        .add(
            meters.monotonicCounter(TYPES, "out", "neighborSolicitation", "v6"),
            Snmp6.ICMP6_OUT_NEIGHBOR_SOLICITS)
        .add(
            meters.monotonicCounter(TYPES, "out", "neighborAdvertisement", "v6"),
            Snmp6.ICMP6_OUT_NEIGHBOR_ADVERTISEMENTS)
        .addSum(
            meters.monotonicCounter(TYPES, "out", "multicastListenerReport", "v6"),
            List.of(Snmp6.ICMP6_OUT_GROUP_MEMB_RESPONSES, Snmp6.ICMP6_OUT_MLDV2_REPORTS));
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = v4.report(sources.snmp().get());
    any |= v6.report(sources.snmp6().get());
    return Outcome.collectedIf(any, nothing);
  }
}
