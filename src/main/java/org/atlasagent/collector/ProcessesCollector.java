package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.ProcessCounter;
import org.atlasagent.source.procfs.Processes;

/** Reports how many processes and threads there are. */
final class ProcessesCollector implements Collector {
  private static final Metric PROCESSES =
      Metric.of(GAUGE, "sys.currentProcesses", Unit.COUNT)
          .from("/proc, directories named by a number")
          .says("Processes that exist, zombies included.");
  private static final Metric THREADS =
      Metric.of(GAUGE, "sys.currentThreads", Unit.COUNT)
          .from("/proc/PID/task, directories named by a number (its links less two)")
          .says("Threads of all processes; a steady climb is a leak.");

  static final List<Metric> METRICS = List.of(PROCESSES, THREADS);

  private final ProcessCounter counter;
  private final String proc;
  private final Gauge processes;
  private final Gauge threads;

  ProcessesCollector(Wiring wiring) {
    counter = ProcessCounter.of(wiring.files());
    proc = wiring.files().procPath("").toString();
    processes = wiring.meters().gauge(PROCESSES);
    threads = wiring.meters().gauge(THREADS);
  }

  @Override
  public Outcome collect(Due due) {
    Optional<Processes> read = counter.count();
    if (read.isEmpty()) {
      return Outcome.noData(proc + ": shows no process");
    }
    processes.set(read.get().processes());
    threads.set(read.get().threads());
    return Outcome.COLLECTED;
  }
}
