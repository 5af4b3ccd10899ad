package org.atlasagent.source;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A table of the names by which a kernel file spells its known fields, looked up by bytes. Unknown
 * names are what newer kernels add: they are not found, and that is no error.
 *
 * @param <K> the known fields
 */
@SuppressWarnings("EnumOrdinal") // what EnumMap does, for primitive values
public final class Keys<K extends Enum<K>> {
  private final K[] constants;
  private final byte[][] names;
  private final int[] slots;

  private Keys(K[] constants, Predicate<K> member, Function<K, String> name) {
    this.constants = constants;
    names = new byte[constants.length][];
    slots = new int[Integer.highestOneBit(Math.max(4, constants.length * 2 - 1)) * 2];
    for (K constant : constants) {
      if (!member.test(constant)) {
        continue;
      }
      byte[] ascii = name.apply(constant).getBytes(StandardCharsets.US_ASCII);
      names[constant.ordinal()] = ascii;
      if (indexOf(ascii, 0, ascii.length) >= 0) {
        throw new IllegalArgumentException("two fields are called " + name.apply(constant));
      }
      int slot = hash(ascii, 0, ascii.length) & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = constant.ordinal() + 1;
    }
  }

  /** A table over all constants of an enum. */
  public static <K extends Enum<K>> Keys<K> of(Class<K> type, Function<K, String> name) {
    return of(type, constant -> true, name);
  }

  /**
   * A table over some constants of an enum: the fields of one part of a file, whose names may come
   * again in its other parts. The places are those of the whole enum.
   */
  public static <K extends Enum<K>> Keys<K> of(
      Class<K> type, Predicate<K> member, Function<K, String> name) {
    return new Keys<>(type.getEnumConstants(), member, name);
  }

  /** How many places there are: one for each constant of the enum. */
  public int size() {
    return constants.length;
  }

  /** The constant at a place that {@link #indexOf} or a {@link Fields} method gave. */
  public K at(int index) {
    return constants[index];
  }

  /** The place of a name in the table; negative when it is unknown. */
  public int indexOf(byte[] bytes, int from, int to) {
    int slot = hash(bytes, from, to) & (slots.length - 1);
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (equal(names[index], bytes, from, to)) {
        return index;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return ~slot;
  }

  private static boolean equal(byte[] name, byte[] bytes, int from, int to) {
    if (name.length != to - from) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (name[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ (hash >>> 15);
  }
}
