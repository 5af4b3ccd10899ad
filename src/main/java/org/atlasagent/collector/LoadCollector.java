package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.LoadAverage;

/** Reports the load averages. */
final class LoadCollector implements Collector {
  private static final Metric ONE =
      Metric.of(GAUGE, "sys.load.1", Unit.NONE)
          .from("/proc/loadavg, first field")
          .says("Tasks that run or wait for a CPU or a disk, damped over one minute.");
  private static final Metric FIVE =
      Metric.of(GAUGE, "sys.load.5", Unit.NONE)
          .from("/proc/loadavg, second field")
          .says("Tasks that run or wait for a CPU or a disk, damped over five minutes.");
  private static final Metric FIFTEEN =
      Metric.of(GAUGE, "sys.load.15", Unit.NONE)
          .from("/proc/loadavg, third field")
          .says("Tasks that run or wait for a CPU or a disk, damped over fifteen minutes.");

  static final List<Metric> METRICS = List.of(ONE, FIVE, FIFTEEN);

  private final KernelFile loadavg;
  private final Gauge one;
  private final Gauge five;
  private final Gauge fifteen;

  LoadCollector(Wiring wiring) {
    loadavg = wiring.files().proc("loadavg");
    one = wiring.meters().gauge(ONE);
    five = wiring.meters().gauge(FIVE);
    fifteen = wiring.meters().gauge(FIFTEEN);
  }

  @Override
  public Outcome collect(Due due) {
    Optional<LoadAverage> load = LoadAverage.read(loadavg);
    if (load.isEmpty()) {
      return Outcome.noData(loadavg.path() + ": not there");
    }
    one.set(load.get().one());
    five.set(load.get().five());
    fifteen.set(load.get().fifteen());
    return Outcome.COLLECTED;
  }
}
