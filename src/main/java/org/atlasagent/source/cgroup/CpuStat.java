package org.atlasagent.source.cgroup;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;

/**
 * The CPU time of a cgroup and how often its limit held it up: {@code cpu.stat}. Read every second,
 * so a snapshot is kept and written anew and makes no garbage: whoever compares two copies the
 * first.
 */
@SuppressWarnings("EnumOrdinal") // a table of primitive numbers, with a place for each constant
public final class CpuStat {
  private static final Keys<Field> KEYS = Keys.of(Field.class, Field::kernelName);

  private final long[] values = new long[KEYS.size()];
  private final boolean[] present = new boolean[KEYS.size()];
  private long nanos;

  /** A running total since the cgroup was made. */
  public enum Field {
    /** CPU time in microseconds. */
    USAGE_MICROS("usage_usec"),
    /** The part of it that was spent in programs. */
    USER_MICROS("user_usec"),
    /** The part of it that was spent in the kernel. */
    SYSTEM_MICROS("system_usec"),
    /** Periods in which the quota was used up; a root cgroup has none. */
    THROTTLED_PERIODS("nr_throttled"),
    /** The time in microseconds for which tasks were held up; a root cgroup has none. */
    THROTTLED_MICROS("throttled_usec");

    private final String kernelName;

    Field(String kernelName) {
      this.kernelName = kernelName;
    }

    String kernelName() {
      return kernelName;
    }
  }

  /**
   * Reads the file; what was here before is overwritten.
   *
   * @return false when there is no such file: nothing is present then
   */
  public boolean read(KernelFile cpuStat, LongSupplier nanoClock) {
    clear();
    Optional<Fields> fields = cpuStat.read();
    if (fields.isEmpty()) {
      return false;
    }
    nanos = nanoClock.getAsLong();
    parse(fields.get());
    return true;
  }

  void parse(Fields fields) {
    clear();
    while (fields.nextLine()) {
      int key = fields.hasNext() ? fields.key(KEYS) : -1;
      if (key >= 0) {
        values[key] = fields.number();
        present[key] = true;
      }
    }
  }

  /** Whether a running total is there; this cgroup or this kernel may have none. */
  public boolean has(Field field) {
    return present[field.ordinal()];
  }

  /** A running total that is there. */
  public long get(Field field) {
    return values[field.ordinal()];
  }

  /** When it was read, on the monotonic clock. */
  public long nanos() {
    return nanos;
  }

  /** Takes over the content of another snapshot. */
  public void copyFrom(CpuStat other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
    System.arraycopy(other.present, 0, present, 0, present.length);
    nanos = other.nanos;
  }

  /** Makes everything absent. */
  public void clear() {
    Arrays.fill(present, false);
  }
}
