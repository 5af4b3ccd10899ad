package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.Snmp;
import org.atlasagent.source.procfs.Snmp6;

/** Reports what UDP has carried and lost, for each IP version. */
final class UdpCollector implements Collector {
  private static final Metric DATAGRAMS =
      Metric.of(MONOTONIC_COUNTER, "net.udp.datagrams", Unit.PACKETS)
          .tag("id", "in", "out")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Udp: InDatagrams, OutDatagrams;"
                  + " v6: /proc/net/snmp6, Udp6InDatagrams, Udp6OutDatagrams")
          .says("UDP datagrams that sockets took in and sent; UDP-Lite is not among them.");
  private static final Metric ERRORS =
      Metric.of(MONOTONIC_COUNTER, "net.udp.errors", Unit.PACKETS)
          .tag("id", "inErrors")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("v4: /proc/net/snmp, Udp: InErrors; v6: /proc/net/snmp6, Udp6InErrors")
          .says("Datagrams lost on their way into a socket: full buffer, bad checksum, no memory.");

  private static final Metric DROPS =
      Metric.of(MONOTONIC_COUNTER, "net.udp.drops", Unit.PACKETS)
          .tag("id", "noPort", "receiveBuffer", "sendBuffer", "checksum", "memory")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Udp: NoPorts, RcvbufErrors, SndbufErrors,"
                  + " InCsumErrors, MemErrors; v6: /proc/net/snmp6, Udp6NoPorts,"
                  + " Udp6RcvbufErrors, Udp6SndbufErrors, Udp6InCsumErrors, Udp6MemErrors")
          .says(
              "Datagrams lost and why, by the IP version of the packet; receiveBuffer,"
                  + " checksum and memory are also inside net.udp.errors: never add the two.");

  static final List<Metric> METRICS = List.of(DATAGRAMS, ERRORS, DROPS);

  private final Sources sources;
  private final FieldMeters<Snmp> v4;
  private final FieldMeters<Snmp6> v6;
  private final String nothing;

  UdpCollector(Wiring wiring) {
    Meters meters = wiring.meters();
    sources = wiring.sources();
    v4 =
        new FieldMeters<Snmp>()
            .add(meters.monotonicCounter(DATAGRAMS, "in", "v4"), Snmp.UDP_IN_DATAGRAMS)
            .add(meters.monotonicCounter(DATAGRAMS, "out", "v4"), Snmp.UDP_OUT_DATAGRAMS)
            .add(meters.monotonicCounter(ERRORS, "inErrors", "v4"), Snmp.UDP_IN_ERRORS)
            .add(meters.monotonicCounter(DROPS, "noPort", "v4"), Snmp.UDP_NO_PORTS)
            .add(meters.monotonicCounter(DROPS, "receiveBuffer", "v4"), Snmp.UDP_RCVBUF_ERRORS)
            .add(meters.monotonicCounter(DROPS, "sendBuffer", "v4"), Snmp.UDP_SNDBUF_ERRORS)
            .add(meters.monotonicCounter(DROPS, "checksum", "v4"), Snmp.UDP_IN_CSUM_ERRORS)
            .add(meters.monotonicCounter(DROPS, "memory", "v4"), Snmp.UDP_MEM_ERRORS);
    v6 =
        new FieldMeters<Snmp6>()
            .add(meters.monotonicCounter(DATAGRAMS, "in", "v6"), Snmp6.UDP6_IN_DATAGRAMS)
            .add(meters.monotonicCounter(DATAGRAMS, "out", "v6"), Snmp6.UDP6_OUT_DATAGRAMS)
            .add(meters.monotonicCounter(ERRORS, "inErrors", "v6"), Snmp6.UDP6_IN_ERRORS)
            .add(meters.monotonicCounter(DROPS, "noPort", "v6"), Snmp6.UDP6_NO_PORTS)
            .add(meters.monotonicCounter(DROPS, "receiveBuffer", "v6"), Snmp6.UDP6_RCVBUF_ERRORS)
            .add(meters.monotonicCounter(DROPS, "sendBuffer", "v6"), Snmp6.UDP6_SNDBUF_ERRORS)
            .add(meters.monotonicCounter(DROPS, "checksum", "v6"), Snmp6.UDP6_IN_CSUM_ERRORS)
            .add(meters.monotonicCounter(DROPS, "memory", "v6"), Snmp6.UDP6_MEM_ERRORS);
    nothing =
        "no field of UDP in "
            + wiring.files().netPath("snmp")
            + ", "
            + wiring.files().netPath("snmp6");
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = v4.report(sources.snmp().get());
    any |= v6.report(sources.snmp6().get());
    return Outcome.collectedIf(any, nothing);
  }
}
