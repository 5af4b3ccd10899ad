package org.atlasagent.collector;

import java.util.Optional;
import org.atlasagent.source.procfs.ProcessUsage;

/** What the runtime knows about the agent itself. */
public interface AgentStatistics {
  /** Nanoseconds since the agent started. */
  long uptimeNanos();

  /** Bytes of the Java heap in use. */
  long heapUsedBytes();

  /** What the kernel says of this process; empty where there is no proc. */
  Optional<ProcessUsage> usage();

  /** Bytes in a page of this machine. */
  long pageBytes();

  /** Clock ticks in a second, the unit of CPU times in proc. */
  long clockTicksPerSecond();

  /** Lines handed to the receiver since the start. */
  long linesSent();

  /** Lines dropped because the receiver was absent or full, since the start. */
  long linesDropped();

  /** Samples left out because their collector reported too many series, since the start. */
  long linesRejected();

  /** Ticks skipped since the start. */
  long ticksMissed();
}
