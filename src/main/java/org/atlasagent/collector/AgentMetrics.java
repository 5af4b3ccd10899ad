package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.COUNTER;
import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_DOUBLE;
import static org.atlasagent.meter.Kind.TIMER;

import java.util.List;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;

/**
 * What the agent says about itself: what it costs, and whether its other metrics can be trusted.
 */
public final class AgentMetrics {
  /** Seconds since the agent started. */
  static final Metric UPTIME =
      Metric.of(GAUGE, "agent.uptime", Unit.SECONDS)
          .from("the agent's monotonic clock")
          .says("Seconds since the agent started: falls back to 0 with every restart.");

  /** Memory of the agent. */
  static final Metric MEMORY =
      Metric.of(GAUGE, "agent.memory", Unit.BYTES)
          .tag("id", "rss", "heapUsed")
          .from("/proc/self/statm resident × page size; the JVM's used heap")
          .says("Memory of the agent: all that is resident, and the Java heap's part in use.");

  /** CPU time of the agent. */
  static final Metric CPU_TIME =
      Metric.of(MONOTONIC_DOUBLE, "agent.cpuTime", Unit.SECONDS)
          .tag("id", "user", "system")
          .from("/proc/self/stat utime, stime")
          .says("CPU time that the agent used; the rate is its share of one core.");

  /** Lines by their fate. */
  static final Metric LINES =
      Metric.of(COUNTER, "agent.lines", Unit.LINES)
          .tag("id", "sent", "dropped", "rejected")
          .from("the agent's own count")
          .says(
              "Protocol lines sent, dropped because the receiver was absent or full, and rejected"
                  + " because their collector reported more than --max-series.");

  /** Ticks of the schedule. */
  static final Metric TICKS =
      Metric.of(COUNTER, "agent.ticks", Unit.COUNT)
          .tag("id", "missed")
          .from("the agent's own count")
          .says("Seconds in which no round could run because the agent or the machine was busy.");

  /** Duration of a collector's run; reported by the runtime. */
  public static final Metric COLLECTION =
      Metric.of(TIMER, "agent.collection", Unit.SECONDS)
          .tag("collector")
          .from("the agent's monotonic clock")
          .says(
              "Duration of a collector's run; of those that run every second or five, the longest"
                  + " in a minute.");

  /** Runs of a collector by outcome; reported by the runtime. */
  public static final Metric COLLECTIONS =
      Metric.of(COUNTER, "agent.collections", Unit.COUNT)
          .tag("collector")
          .tag("outcome", "collected", "noData", "failed", "skipped", "overdue")
          .from("the agent's own count")
          .says(
              "Runs of a collector: collected, noData (its source is not there), failed (its source"
                  + " cannot be read or understood; see the log); and questions that hang: overdue"
                  + " when one does not answer in time, skipped while it still hangs or no thread"
                  + " is left. An outcome is sent from its first time on.");

  static final List<Metric> ALL =
      List.of(UPTIME, MEMORY, CPU_TIME, LINES, TICKS, COLLECTION, COLLECTIONS);

  private AgentMetrics() {}
}
