package org.atlasagent.collector;

import org.atlasagent.source.procfs.CpuTimes;
import org.atlasagent.source.procfs.CpuTimes.Time;

/**
 * What a processor did between two samples, in percent of the time that passed. Kept and computed
 * anew. Guest time is part of user and nice, so that it is not added.
 */
@SuppressWarnings("EnumOrdinal") // a table of primitive numbers, with a place for each constant
final class CpuUsage {
  private static final Time[] TIMES = Time.values();

  private final long[] spent = new long[TIMES.length];
  private long total;

  /** The values of the tag id: all that is not idle. */
  enum Share {
    USER("user"),
    SYSTEM("system"),
    STOLEN("stolen"),
    NICE("nice"),
    WAIT("wait"),
    INTERRUPT("interrupt");

    private final String id;

    Share(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  /**
   * Compares two samples of a processor.
   *
   * @return false when it is missing from one of them or no time passed: there is no usage
   */
  boolean between(CpuTimes before, CpuTimes now, int cpu) {
    if (!before.has(cpu) || !now.has(cpu)) {
      return false;
    }
    total = 0;
    for (Time time : TIMES) {
      // The time in iowait may go back, see proc_stat(5): that counts as none.
      long ticks = Math.max(0, now.ticks(cpu, time) - before.ticks(cpu, time));
      spent[time.ordinal()] = ticks;
      total += ticks;
    }
    return total > 0;
  }

  /** The percentage of one share. */
  double percent(Share share) {
    return percentOf(ticks(share));
  }

  /** The percentage of all shares: what was not idle. */
  double percent() {
    return percentOf(total - spent(Time.IDLE));
  }

  private double percentOf(long ticks) {
    return 100.0 * ticks / total;
  }

  private long ticks(Share share) {
    return switch (share) {
      case USER -> spent(Time.USER);
      case SYSTEM -> spent(Time.SYSTEM);
      case STOLEN -> spent(Time.STEAL);
      case NICE -> spent(Time.NICE);
      case WAIT -> spent(Time.IOWAIT);
      case INTERRUPT -> spent(Time.IRQ) + spent(Time.SOFTIRQ);
    };
  }

  private long spent(Time time) {
    return spent[time.ordinal()];
  }
}
