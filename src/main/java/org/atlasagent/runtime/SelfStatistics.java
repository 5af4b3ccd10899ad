package org.atlasagent.runtime;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.atlasagent.collector.AgentStatistics;
import org.atlasagent.linux.SystemConfiguration;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.procfs.ProcessUsage;

/** What the agent knows about itself: its own process on this machine, whatever it watches. */
final class SelfStatistics implements AgentStatistics {
  private final Clock clock;
  private final long started;
  private final LongSupplier linesSent;
  private final LongSupplier linesDropped;
  private final LongSupplier linesRejected;
  private final LongSupplier ticksMissed;
  private final KernelFile stat;
  private final KernelFile statm;

  SelfStatistics(
      Clock clock,
      LongSupplier linesSent,
      LongSupplier linesDropped,
      LongSupplier linesRejected,
      LongSupplier ticksMissed) {
    this.clock = clock;
    this.linesSent = linesSent;
    this.linesDropped = linesDropped;
    this.linesRejected = linesRejected;
    this.ticksMissed = ticksMissed;
    started = clock.nanos();
    KernelFiles own = new KernelFiles(Path.of("/"));
    stat = own.proc("self/stat");
    statm = own.proc("self/statm");
  }

  @Override
  public long uptimeNanos() {
    return clock.nanos() - started;
  }

  @Override
  public long heapUsedBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Override
  public Optional<ProcessUsage> usage() {
    return ProcessUsage.read(stat, statm);
  }

  @Override
  public long pageBytes() {
    return SystemConfiguration.pageBytes();
  }

  @Override
  public long clockTicksPerSecond() {
    return SystemConfiguration.ticksPerSecond();
  }

  @Override
  public long linesSent() {
    return linesSent.getAsLong();
  }

  @Override
  public long linesDropped() {
    return linesDropped.getAsLong();
  }

  @Override
  public long linesRejected() {
    return linesRejected.getAsLong();
  }

  @Override
  public long ticksMissed() {
    return ticksMissed.getAsLong();
  }
}
