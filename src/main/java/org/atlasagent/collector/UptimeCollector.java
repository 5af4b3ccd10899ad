package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.Uptime;

/** Reports how long the machine runs. */
final class UptimeCollector implements Collector {
  private static final Metric UPTIME =
      Metric.of(GAUGE, "sys.uptime", Unit.SECONDS)
          .from("/proc/uptime, first field")
          .says("How long the machine has been running; a fall is a restart.");

  static final List<Metric> METRICS = List.of(UPTIME);

  private final KernelFile file;
  private final Gauge uptime;

  UptimeCollector(Wiring wiring) {
    file = wiring.files().proc("uptime");
    uptime = wiring.meters().gauge(UPTIME);
  }

  @Override
  public Outcome collect(Due due) {
    Optional<Uptime> read = Uptime.read(file);
    if (read.isEmpty()) {
      return Outcome.noData(file.path() + ": not there");
    }
    uptime.set(read.get().seconds());
    return Outcome.COLLECTED;
  }
}
