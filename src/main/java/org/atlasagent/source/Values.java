package org.atlasagent.source;

import java.util.NoSuchElementException;
import java.util.OptionalLong;

/**
 * The numbers of a kernel file by known field: a snapshot. A field that this kernel does not have
 * is absent, never 0.
 *
 * @param <K> the known fields
 */
@SuppressWarnings("EnumOrdinal") // what EnumMap does, for primitive values
public final class Values<K extends Enum<K>> {
  private final long[] values;
  private final boolean[] present;

  private Values(long[] values, boolean[] present) {
    this.values = values;
    this.present = present;
  }

  /** The number of a field as the kernel gives it; its 64 bits may be an unsigned number. */
  public OptionalLong get(K field) {
    int index = field.ordinal();
    return present[index] ? OptionalLong.of(values[index]) : OptionalLong.empty();
  }

  /** Whether a field is there. */
  public boolean has(K field) {
    return present[field.ordinal()];
  }

  /**
   * The number of a field that is there, without an object around it.
   *
   * @throws NoSuchElementException when it is absent
   */
  public long getAsLong(K field) {
    int index = field.ordinal();
    if (!present[index]) {
      throw new NoSuchElementException(field.name());
    }
    return values[index];
  }

  /** Whether no known field is there. */
  public boolean isEmpty() {
    for (boolean one : present) {
      if (one) {
        return false;
      }
    }
    return true;
  }

  /**
   * Collects fields while a file is parsed.
   *
   * @param <K> the known fields
   */
  public static final class Builder<K extends Enum<K>> {
    private static final long[] TAKEN = {};
    private static final boolean[] NONE_PRESENT = {};

    private long[] values;
    private boolean[] present;

    /** Starts with every field absent. */
    public Builder(Keys<K> keys) {
      values = new long[keys.size()];
      present = new boolean[keys.size()];
    }

    /** Sets the field at a place that {@link Keys#indexOf} gave; a negative place is ignored. */
    public void set(int index, long value) {
      if (index >= 0) {
        values[index] = value;
        present[index] = true;
      }
    }

    /** Adds to the field at a place that {@link Keys#indexOf} gave; a negative place is ignored. */
    public void add(int index, long value) {
      if (index >= 0) {
        set(index, values[index] + value);
      }
    }

    /** The snapshot, which takes over what was collected: nothing more can be added. */
    public Values<K> build() {
      Values<K> snapshot = new Values<>(values, present);
      values = TAKEN;
      present = NONE_PRESENT;
      return snapshot;
    }
  }
}
