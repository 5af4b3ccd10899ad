package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.ONE_NUMBER;
import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.Snmp;

/** Reports what TCP has carried, opened and lost: one table of the kernel for both IP versions. */
final class TcpCollector implements Collector {
  private static final Metric SEGMENTS =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.segments", Unit.SEGMENTS)
          .tag("id", "in", "out")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/snmp, Tcp: InSegs, OutSegs; the kernel keeps one number for IPv4 and IPv6")
          .says("TCP segments that came in, those with errors included, and that went out.");
  private static final Metric ERRORS =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.errors", Unit.COUNT)
          .tag("id", "retransSegs", "inErrs", "outRsts", "attemptFails", "estabResets")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/snmp, Tcp: RetransSegs, InErrs, OutRsts, AttemptFails, EstabResets; the"
                  + " kernel keeps one number for IPv4 and IPv6")
          .says("Segments sent again, damaged or resetting, and connections that failed or broke.");
  private static final Metric OPENS =
      Metric.of(MONOTONIC_COUNTER, "net.tcp.opens", Unit.CONNECTIONS)
          .tag("id", "active", "passive")
          .network(ONE_NUMBER)
          .from(
              "/proc/net/snmp, Tcp: ActiveOpens, PassiveOpens; the kernel keeps one number for IPv4"
                  + " and IPv6")
          .says("Connections that this host began (active) and accepted from others (passive).");
  private static final Metric CURR_ESTAB =
      Metric.of(GAUGE, "net.tcp.currEstab", Unit.CONNECTIONS)
          .network(ONE_NUMBER)
          .from("/proc/net/snmp, Tcp: CurrEstab; the kernel keeps one number for IPv4 and IPv6")
          .says("Connections that are open now: established, or closed by the other side only.");

  static final List<Metric> METRICS = List.of(SEGMENTS, ERRORS, OPENS, CURR_ESTAB);

  private final Sources sources;
  private final FieldMeters<Snmp> meters;
  private final String nothing;

  TcpCollector(Wiring wiring) {
    sources = wiring.sources();
    meters = meters(wiring.meters());
    nothing = "no field of TCP in " + wiring.files().netPath("snmp");
  }

  private static FieldMeters<Snmp> meters(Meters meters) {
    return new FieldMeters<Snmp>()
        .add(meters.monotonicCounter(SEGMENTS, "in"), Snmp.TCP_IN_SEGS)
        .add(meters.monotonicCounter(SEGMENTS, "out"), Snmp.TCP_OUT_SEGS)
        .add(meters.monotonicCounter(ERRORS, "retransSegs"), Snmp.TCP_RETRANS_SEGS)
        .add(meters.monotonicCounter(ERRORS, "inErrs"), Snmp.TCP_IN_ERRS)
        .add(meters.monotonicCounter(ERRORS, "outRsts"), Snmp.TCP_OUT_RSTS)
        .add(meters.monotonicCounter(ERRORS, "attemptFails"), Snmp.TCP_ATTEMPT_FAILS)
        .add(meters.monotonicCounter(ERRORS, "estabResets"), Snmp.TCP_ESTAB_RESETS)
        .add(meters.monotonicCounter(OPENS, "active"), Snmp.TCP_ACTIVE_OPENS)
        .add(meters.monotonicCounter(OPENS, "passive"), Snmp.TCP_PASSIVE_OPENS)
        .add(meters.gauge(CURR_ESTAB), Snmp.TCP_CURR_ESTAB);
  }

  @Override
  public Outcome collect(Due due) {
    return Outcome.collectedIf(meters.report(sources.snmp().get()), nothing);
  }
}
