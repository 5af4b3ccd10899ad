package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MAX_GAUGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atlasagent.collector.CpuUsage.Share;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.MaxGauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.PerRound;
import org.atlasagent.source.procfs.CpuTimes;
import org.atlasagent.source.procfs.ProcStat;

/** Reports how a host's processors spend their time: each second, five seconds and minute. */
final class CpuCollector implements Collector {
  private static final Metric PEAK =
      Metric.of(MAX_GAUGE, "sys.cpu.peakUtilization", Unit.PERCENT)
          .tag("id", "user", "system", "stolen", "nice", "wait", "interrupt")
          .every(1)
          .from("/proc/stat, cpu")
          .says("The use of all processors over one second, of which the largest is kept.");
  private static final Metric UTILIZATION =
      Metric.of(GAUGE, "sys.cpu.utilization", Unit.PERCENT)
          .tag("id", "user", "system", "stolen", "nice", "wait", "interrupt")
          .from("/proc/stat, cpu")
          .says("The use of all processors over the last minute.");
  private static final Metric PROCESSORS =
      Metric.of(GAUGE, "sys.cpu.numProcessors", Unit.COUNT)
          .from("/proc/stat, number of cpuN lines")
          .says("Processors that are on line.");

  static final List<Metric> METRICS = metrics();

  private static final Share[] SHARES = Share.values();

  private final PerRound<ProcStat> stat;
  private final Outcome missing;
  private final CpuUsage usage = new CpuUsage();
  private final CpuTimes aSecondAgo = new CpuTimes();
  private final CpuTimes aMinuteAgo = new CpuTimes();
  private final MaxGauge[] peaks = new MaxGauge[SHARES.length];
  private final Gauge[] utilizations = new Gauge[SHARES.length];
  private final CoreUtilization cores;
  private final Gauge processors;

  CpuCollector(Wiring wiring) {
    stat = wiring.sources().procStat();
    missing = Outcome.noData(wiring.files().procPath("stat") + ": not there");
    for (int i = 0; i < SHARES.length; i++) {
      peaks[i] = wiring.meters().maxGauge(PEAK, SHARES[i].id());
      utilizations[i] = wiring.meters().gauge(UTILIZATION, SHARES[i].id());
    }
    cores = new CoreUtilization(wiring.meters(), usage);
    processors = wiring.meters().gauge(PROCESSORS);
  }

  @Override
  public Outcome collect(Due due) {
    Optional<ProcStat> read = stat.get();
    if (read.isEmpty()) {
      return missing;
    }
    ProcStat now = read.get();
    boolean any = false;
    if (due.second()) {
      any |= second(now.all());
    }
    if (due.fiveSeconds()) {
      any |= cores.fiveSeconds(now.cores());
    }
    if (due.minute()) {
      any |= minute(now.all());
      any |= cores.minute();
      any |= count(now.cores());
    }
    return any ? Outcome.COLLECTED : Outcome.FIRST_SAMPLE;
  }

  private boolean second(CpuTimes now) {
    boolean measured = usage.between(aSecondAgo, now, 0);
    if (measured) {
      for (int i = 0; i < SHARES.length; i++) {
        peaks[i].set(usage.percent(SHARES[i]));
      }
    }
    aSecondAgo.copyFrom(now);
    return measured;
  }

  private boolean minute(CpuTimes now) {
    boolean measured = usage.between(aMinuteAgo, now, 0);
    if (measured) {
      for (int i = 0; i < SHARES.length; i++) {
        utilizations[i].set(usage.percent(SHARES[i]));
      }
    }
    aMinuteAgo.copyFrom(now);
    return measured;
  }

  private boolean count(CpuTimes now) {
    if (now.count() == 0) {
      return false;
    }
    processors.set(now.count());
    return true;
  }

  private static List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>(List.of(PEAK, UTILIZATION, PROCESSORS));
    metrics.addAll(CoreUtilization.METRICS);
    return List.copyOf(metrics);
  }
}
