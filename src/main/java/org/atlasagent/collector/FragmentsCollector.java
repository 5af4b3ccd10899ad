package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.SPLIT;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.Sockstat;
import org.atlasagent.source.procfs.Sockstat6;

/** Reports how many fragments wait for others, for each IP version. */
final class FragmentsCollector implements Collector {
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

  static final List<Metric> METRICS = List.of(QUEUES, MEMORY);

  private final Sources sources;
  private final FieldMeters<Sockstat> v4;
  private final FieldMeters<Sockstat6> v6;
  private final String nothing;

  FragmentsCollector(Wiring wiring) {
    Meters meters = wiring.meters();
    sources = wiring.sources();
    v4 =
        new FieldMeters<Sockstat>()
            .add(meters.gauge(QUEUES, "v4"), Sockstat.FRAG_INUSE)
            .add(meters.gauge(MEMORY, "v4"), Sockstat.FRAG_MEMORY_BYTES);
    v6 =
        new FieldMeters<Sockstat6>()
            .add(meters.gauge(QUEUES, "v6"), Sockstat6.FRAG6_INUSE)
            .add(meters.gauge(MEMORY, "v6"), Sockstat6.FRAG6_MEMORY_BYTES);
    nothing =
        "no field of fragments in %s, %s"
            .formatted(wiring.files().netPath("sockstat"), wiring.files().netPath("sockstat6"));
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = v4.report(sources.sockstat().get());
    any |= v6.report(sources.sockstat6().get());
    return Outcome.collectedIf(any, nothing);
  }
}
