package org.atlasagent.testing;

import java.util.Optional;
import org.atlasagent.collector.AgentStatistics;
import org.atlasagent.source.procfs.ProcessUsage;

/**
 * An agent whose cost is known: 90.5 s old, 50 pages of 64 KiB, 1.5 s and 0.25 s of CPU time.
 *
 * @param linesSent {@link AgentStatistics#linesSent}
 * @param linesDropped {@link AgentStatistics#linesDropped}
 * @param linesRejected {@link AgentStatistics#linesRejected}
 * @param ticksMissed {@link AgentStatistics#ticksMissed}
 */
public record FixedAgent(long linesSent, long linesDropped, long linesRejected, long ticksMissed)
    implements AgentStatistics {
  @Override
  public long uptimeNanos() {
    return 90_500_000_000L;
  }

  @Override
  public long heapUsedBytes() {
    return 4_000_000;
  }

  @Override
  public Optional<ProcessUsage> usage() {
    return Optional.of(new ProcessUsage(150, 25, 50));
  }

  @Override
  public long pageBytes() {
    return 65_536;
  }

  @Override
  public long clockTicksPerSecond() {
    return 100;
  }
}
