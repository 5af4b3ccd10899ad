package org.atlasagent.source.procfs;

import java.util.Arrays;

/**
 * How processors have spent their time since the machine started, in ticks (USER_HZ, usually 100 a
 * second), by processor number. A table that is kept and written anew: it grows to the largest
 * processor number and makes no garbage after that. A processor that is off line is absent.
 */
@SuppressWarnings("EnumOrdinal") // a table of primitive numbers, with a column for each constant
public final class CpuTimes {
  private static final int COLUMNS = Time.values().length;

  private long[] ticks = new long[0];
  private boolean[] present = new boolean[0];
  private int count;

  /** What a processor spent its time on, in the order of the file. */
  public enum Time {
    USER,
    NICE,
    SYSTEM,
    IDLE,
    IOWAIT,
    IRQ,
    SOFTIRQ,
    STEAL
  }

  /** The number above the largest processor number. */
  public int limit() {
    return present.length;
  }

  /** How many processors are present. */
  public int count() {
    return count;
  }

  /** Whether a processor is present. */
  public boolean has(int cpu) {
    return cpu < present.length && present[cpu];
  }

  /** The ticks of a processor that is present. */
  public long ticks(int cpu, Time time) {
    return ticks[cpu * COLUMNS + time.ordinal()];
  }

  /** Takes over the content of another table. */
  public void copyFrom(CpuTimes other) {
    reserve(other.limit());
    System.arraycopy(other.ticks, 0, ticks, 0, other.ticks.length);
    clear();
    System.arraycopy(other.present, 0, present, 0, other.present.length);
    count = other.count;
  }

  void clear() {
    Arrays.fill(present, false);
    count = 0;
  }

  void add(int cpu) {
    reserve(cpu + 1);
    if (!present[cpu]) {
      present[cpu] = true;
      count++;
    }
  }

  void set(int cpu, Time time, long value) {
    ticks[cpu * COLUMNS + time.ordinal()] = value;
  }

  private void reserve(int cpus) {
    if (cpus > present.length) {
      present = Arrays.copyOf(present, cpus);
      ticks = Arrays.copyOf(ticks, cpus * COLUMNS);
    }
  }
}
