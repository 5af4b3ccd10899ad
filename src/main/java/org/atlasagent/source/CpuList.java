package org.atlasagent.source;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * A set of processors as the kernel writes it, numbers and ranges such as {@code 0-3,8}: the form
 * of {@code cpuset.cpus.effective} and of {@code /sys/devices/system/cpu/online}.
 */
public final class CpuList {
  /** Linux can be built for 8192 processors; memory for them is bounded. */
  private static final int CPU_LIMIT = 1 << 16;

  private static final int MOST_DIGITS = 6;

  private CpuList() {}

  /** Reads how many processors the set has; empty when there is no file or it names none. */
  public static OptionalInt count(KernelFile list) {
    Optional<Fields> fields = list.read();
    return fields.isPresent() ? parse(fields.get()) : OptionalInt.empty();
  }

  static OptionalInt parse(Fields fields) {
    if (!fields.nextLine() || !fields.hasNext()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(visit(fields, fields.text(), cpu -> {}));
  }

  /**
   * Tells each processor of a set.
   *
   * @param fields the file, to be named by an error
   * @param text the set
   * @return how many these are
   * @throws SourceException when it is no set of processors
   */
  public static int visit(Fields fields, String text, IntConsumer visitor) {
    int count = 0;
    for (String range : text.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = number(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : number(range.substring(dash + 1));
      if (first < 0 || last < first) {
        throw fields.malformed("not a range of processors: " + range);
      }
      count += last - first + 1;
      if (count > CPU_LIMIT) {
        throw fields.malformed("more than " + CPU_LIMIT + " processors");
      }
      for (int cpu = first; cpu <= last; cpu++) {
        visitor.accept(cpu);
      }
    }
    return count;
  }

  /** A number of few digits; below 0 when it is none. */
  private static int number(String text) {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
