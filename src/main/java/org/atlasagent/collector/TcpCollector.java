package org.atlasagent.collector;

import static org.atlasagent.collector.TcpMetrics.ABORTS;
import static org.atlasagent.collector.TcpMetrics.CURR_ESTAB;
import static org.atlasagent.collector.TcpMetrics.ERRORS;
import static org.atlasagent.collector.TcpMetrics.LISTEN;
import static org.atlasagent.collector.TcpMetrics.OPENS;
import static org.atlasagent.collector.TcpMetrics.PRESSURE;
import static org.atlasagent.collector.TcpMetrics.RETRANSMITS;
import static org.atlasagent.collector.TcpMetrics.SEGMENTS;
import static org.atlasagent.collector.TcpMetrics.SYN_COOKIES;

import java.util.List;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.source.procfs.Netstat;
import org.atlasagent.source.procfs.Snmp;

/** Reports what TCP has carried, opened and lost: one table of the kernel for both IP versions. */
final class TcpCollector implements Collector {
  static final List<Metric> METRICS = TcpMetrics.ALL;

  private final Sources sources;
  private final FieldMeters<Snmp> basic;
  private final FieldMeters<Netstat> extended;
  private final String nothing;

  TcpCollector(Wiring wiring) {
    sources = wiring.sources();
    basic = basic(wiring.meters());
    extended = extended(wiring.meters());
    nothing =
        "no field of TCP in "
            + wiring.files().netPath("snmp")
            + ", "
            + wiring.files().netPath("netstat");
  }

  private static FieldMeters<Snmp> basic(Meters meters) {
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

  private static FieldMeters<Netstat> extended(Meters meters) {
    return new FieldMeters<Netstat>()
        .add(meters.monotonicCounter(LISTEN, "overflow"), Netstat.TCP_LISTEN_OVERFLOWS)
        .add(meters.monotonicCounter(LISTEN, "drop"), Netstat.TCP_LISTEN_DROPS)
        .add(meters.monotonicCounter(SYN_COOKIES, "sent"), Netstat.TCP_SYNCOOKIES_SENT)
        .add(meters.monotonicCounter(SYN_COOKIES, "received"), Netstat.TCP_SYNCOOKIES_RECV)
        .add(meters.monotonicCounter(SYN_COOKIES, "failed"), Netstat.TCP_SYNCOOKIES_FAILED)
        .add(meters.monotonicCounter(RETRANSMITS, "lost"), Netstat.TCP_LOST_RETRANSMIT)
        .add(meters.monotonicCounter(RETRANSMITS, "fast"), Netstat.TCP_FAST_RETRANS)
        .add(meters.monotonicCounter(RETRANSMITS, "slowStart"), Netstat.TCP_SLOW_START_RETRANS)
        .add(meters.monotonicCounter(RETRANSMITS, "syn"), Netstat.TCP_SYN_RETRANS)
        .add(meters.monotonicCounter(RETRANSMITS, "timeout"), Netstat.TCP_TIMEOUTS)
        .add(meters.monotonicCounter(ABORTS, "onData"), Netstat.TCP_ABORT_ON_DATA)
        .add(meters.monotonicCounter(ABORTS, "onClose"), Netstat.TCP_ABORT_ON_CLOSE)
        .add(meters.monotonicCounter(ABORTS, "onMemory"), Netstat.TCP_ABORT_ON_MEMORY)
        .add(meters.monotonicCounter(ABORTS, "onTimeout"), Netstat.TCP_ABORT_ON_TIMEOUT)
        .add(meters.monotonicCounter(ABORTS, "onLinger"), Netstat.TCP_ABORT_ON_LINGER)
        .add(meters.monotonicCounter(ABORTS, "failed"), Netstat.TCP_ABORT_FAILED)
        .add(meters.monotonicCounter(PRESSURE, "entered"), Netstat.TCP_MEMORY_PRESSURES)
        .add(meters.monotonicCounter(PRESSURE, "pruned"), Netstat.TCP_PRUNE_CALLED)
        .add(meters.monotonicCounter(PRESSURE, "backlogDrop"), Netstat.TCP_BACKLOG_DROP)
        .add(meters.monotonicCounter(PRESSURE, "receiveQueueDrop"), Netstat.TCP_RCV_Q_DROP);
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = basic.report(sources.snmp().get());
    any |= extended.report(sources.netstat().get());
    return Outcome.collectedIf(any, nothing);
  }
}
