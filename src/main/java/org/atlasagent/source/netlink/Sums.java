package org.atlasagent.source.netlink;

/**
 * A sum for each constant of an enum, 0 at first.
 *
 * @param <K> what is summed up
 */
@SuppressWarnings("EnumOrdinal") // what EnumMap does, for primitive values
final class Sums<K extends Enum<K>> {
  private final long[] sums;

  Sums(Class<K> type) {
    sums = new long[type.getEnumConstants().length];
  }

  void add(K key, long value) {
    sums[key.ordinal()] += value;
  }

  long get(K key) {
    return sums[key.ordinal()];
  }
}
