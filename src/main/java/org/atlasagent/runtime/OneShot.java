package org.atlasagent.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.atlasagent.collector.Due;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.spectatord.Batch;

/** Runs every collector twice, a second apart, and keeps what the second run reported. */
final class OneShot {
  private static final long OVERDUE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<PrintResult.Row> rows = new ArrayList<>();
  private final Batch batch = new Batch();
  private final Clock clock;
  private final BlockingPool pool;
  private final Assembly assembly;

  OneShot(AgentConfig config, Flavor flavor, KernelFiles files, Clock clock, Log log) {
    this.clock = clock;
    pool = new BlockingPool(clock, OVERDUE_NANOS, OVERDUE_NANOS);
    RunSurroundings surroundings = new RunSurroundings(batch, pool, clock, log, Long.MAX_VALUE);
    assembly =
        new Assembly(
            config,
            flavor,
            files,
            collector -> new RowRecorder(collector, batch, rows),
            rejected -> new SelfStatistics(clock, () -> 0, () -> 0, rejected, () -> 0),
            surroundings);
  }

  /** Runs, waits a second, and runs again; takes longer only where something hangs. */
  void run() {
    long began = clock.nanos();
    round();
    long wait = BETWEEN_NANOS - (clock.nanos() - began);
    while (wait > 0) {
      clock.waitNanos(wait);
      wait = BETWEEN_NANOS - (clock.nanos() - began);
    }
    batch.clear();
    rows.clear();
    round();
    assembly.close();
  }

  private void round() {
    assembly.round(Due.ALL);
    pool.drain(2 * OVERDUE_NANOS);
  }

  /** The samples of the second run, in the order in which they were reported. */
  List<PrintResult.Row> rows() {
    return rows;
  }

  /** The collectors with the outcome of their second run. */
  List<CollectorRun> runs() {
    return assembly.runs();
  }
}
