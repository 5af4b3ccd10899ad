package org.atlasagent.source.host;

import java.util.Optional;

/** Counters of events on each processor, as perf_event_open(2) makes them. Used by one thread. */
public interface PerfCounters {
  /**
   * Begins to count.
   *
   * @return empty where the machine has no such event, or the processor is off line
   * @throws org.atlasagent.source.SourceException when the kernel refuses: call, errno, and what
   *     would help
   */
  Optional<Counter> open(PerfEvent event, int cpu);

  /** A counter that runs until it is closed. */
  interface Counter extends AutoCloseable {
    /** What was counted; empty when nothing is counted any more. */
    Optional<PerfCount> read();

    @Override
    void close();
  }
}
