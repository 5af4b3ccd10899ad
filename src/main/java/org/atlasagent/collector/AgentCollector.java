package org.atlasagent.collector;

import org.atlasagent.meter.Counter;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.MonotonicDouble;

/** Reports what the agent costs and what became of its lines. */
final class AgentCollector implements Collector {
  private final AgentStatistics agent;
  private final Gauge uptime;
  private final Gauge rss;
  private final Gauge heapUsed;
  private final MonotonicDouble userTime;
  private final MonotonicDouble systemTime;
  private final Counter sent;
  private final Counter dropped;
  private final Counter rejected;
  private final Counter missed;
  private long sentBefore;
  private long droppedBefore;
  private long rejectedBefore;
  private long missedBefore;

  AgentCollector(Wiring wiring) {
    agent = wiring.host().agent();
    uptime = wiring.meters().gauge(AgentMetrics.UPTIME);
    rss = wiring.meters().gauge(AgentMetrics.MEMORY, "rss");
    heapUsed = wiring.meters().gauge(AgentMetrics.MEMORY, "heapUsed");
    userTime = wiring.meters().monotonicDouble(AgentMetrics.CPU_TIME, "user");
    systemTime = wiring.meters().monotonicDouble(AgentMetrics.CPU_TIME, "system");
    sent = wiring.meters().counter(AgentMetrics.LINES, "sent");
    dropped = wiring.meters().counter(AgentMetrics.LINES, "dropped");
    rejected = wiring.meters().counter(AgentMetrics.LINES, "rejected");
    missed = wiring.meters().counter(AgentMetrics.TICKS, "missed");
  }

  @Override
  public Outcome collect(Due due) {
    uptime.set(agent.uptimeNanos() / 1e9);
    heapUsed.set(agent.heapUsedBytes());
    agent
        .usage()
        .ifPresent(usage -> {
          rss.set(usage.residentPages() * agent.pageBytes());
          double ticksPerSecond = agent.clockTicksPerSecond();
          userTime.set(usage.userTicks() / ticksPerSecond);
          systemTime.set(usage.systemTicks() / ticksPerSecond);
        });
    sent.add(agent.linesSent() - sentBefore);
    sentBefore = agent.linesSent();
    dropped.add(agent.linesDropped() - droppedBefore);
    droppedBefore = agent.linesDropped();
    rejected.add(agent.linesRejected() - rejectedBefore);
    rejectedBefore = agent.linesRejected();
    missed.add(agent.ticksMissed() - missedBefore);
    missedBefore = agent.ticksMissed();
    return Outcome.COLLECTED;
  }
}
