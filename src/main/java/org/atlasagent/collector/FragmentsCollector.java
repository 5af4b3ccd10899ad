package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.Snmp;
import org.atlasagent.source.procfs.Snmp6;
import org.atlasagent.source.procfs.Sockstat;
import org.atlasagent.source.procfs.Sockstat6;

/** Reports what becomes of packets in fragments, for each IP version. */
final class FragmentsCollector implements Collector {
  private static final Metric FRAGMENTS =
      Metric.of(MONOTONIC_COUNTER, "net.ip.fragments", Unit.PACKETS)
          .tag(
              "id",
              "fragOk",
              "fragFailed",
              "fragCreated",
              "reassemblyOk",
              "reassemblyFailed",
              "reassemblyTimeout")
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from(
              "v4: /proc/net/snmp, Ip: FragOKs, FragFails, FragCreates, ReasmOKs,"
                  + " ReasmFails, ReasmTimeout; v6: /proc/net/snmp6, Ip6FragOKs, Ip6FragFails,"
                  + " Ip6FragCreates, Ip6ReasmOKs, Ip6ReasmFails, Ip6ReasmTimeout")
          .says(
              "Packets cut into fragments and put together again; fragFailed and"
                  + " reassemblyFailed are lost packets, often of a tunnel with a smaller MTU.");
  private static final Metric QUEUES =
      Metric.of(GAUGE, "net.ip.fragQueues", Unit.COUNT)
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("v4: /proc/net/sockstat, FRAG: inuse; v6: /proc/net/sockstat6, FRAG6: inuse")
          .says("Packets of which some fragments are here and others are awaited.");
  private static final Metric MEMORY =
      Metric.of(GAUGE, "net.ip.fragMemory", Unit.BYTES)
          .tag("proto", "v4", "v6")
          .network(SPLIT)
          .from("v4: /proc/net/sockstat, FRAG: memory; v6: /proc/net/sockstat6, FRAG6: memory")
          .says("Memory of the fragments that wait for the others of their packet.");

  static final List<Metric> METRICS = List.of(FRAGMENTS, QUEUES, MEMORY);

  private final Sources sources;
  private final FieldMeters<Snmp> counted4;
  private final FieldMeters<Snmp6> counted6;
  private final FieldMeters<Sockstat> waiting4;
  private final FieldMeters<Sockstat6> waiting6;
  private final String nothing;

  FragmentsCollector(Wiring wiring) {
    Meters meters = wiring.meters();
    sources = wiring.sources();
    counted4 =
        new FieldMeters<Snmp>()
            .add(meters.monotonicCounter(FRAGMENTS, "fragOk", "v4"), Snmp.IP_FRAG_OKS)
            .add(meters.monotonicCounter(FRAGMENTS, "fragFailed", "v4"), Snmp.IP_FRAG_FAILS)
            .add(meters.monotonicCounter(FRAGMENTS, "fragCreated", "v4"), Snmp.IP_FRAG_CREATES)
            .add(meters.monotonicCounter(FRAGMENTS, "reassemblyOk", "v4"), Snmp.IP_REASM_OKS)
            .add(meters.monotonicCounter(FRAGMENTS, "reassemblyFailed", "v4"), Snmp.IP_REASM_FAILS)
            .add(
                meters.monotonicCounter(FRAGMENTS, "reassemblyTimeout", "v4"),
                Snmp.IP_REASM_TIMEOUT);
    counted6 =
        new FieldMeters<Snmp6>()
            .add(meters.monotonicCounter(FRAGMENTS, "fragOk", "v6"), Snmp6.IP6_FRAG_OKS)
            .add(meters.monotonicCounter(FRAGMENTS, "fragFailed", "v6"), Snmp6.IP6_FRAG_FAILS)
            .add(meters.monotonicCounter(FRAGMENTS, "fragCreated", "v6"), Snmp6.IP6_FRAG_CREATES)
            .add(meters.monotonicCounter(FRAGMENTS, "reassemblyOk", "v6"), Snmp6.IP6_REASM_OKS)
            .add(
                meters.monotonicCounter(FRAGMENTS, "reassemblyFailed", "v6"), Snmp6.IP6_REASM_FAILS)
            .add(
                meters.monotonicCounter(FRAGMENTS, "reassemblyTimeout", "v6"),
                Snmp6.IP6_REASM_TIMEOUT);
    waiting4 =
        new FieldMeters<Sockstat>()
            .add(meters.gauge(QUEUES, "v4"), Sockstat.FRAG_INUSE)
            .add(meters.gauge(MEMORY, "v4"), Sockstat.FRAG_MEMORY_BYTES);
    waiting6 =
        new FieldMeters<Sockstat6>()
            .add(meters.gauge(QUEUES, "v6"), Sockstat6.FRAG6_INUSE)
            .add(meters.gauge(MEMORY, "v6"), Sockstat6.FRAG6_MEMORY_BYTES);
    nothing =
        "no field of fragments in "
            + wiring.files().netPath("")
            + "/{snmp,snmp6,sockstat,sockstat6}";
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = counted4.report(sources.snmp().get());
    any |= counted6.report(sources.snmp6().get());
    any |= waiting4.report(sources.sockstat().get());
    any |= waiting6.report(sources.sockstat6().get());
    return Outcome.collectedIf(any, nothing);
  }
}
