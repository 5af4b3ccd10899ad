package org.atlasagent.source;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A set of processors as the kernel writes it, numbers and ranges such as {@code 0-3,8}: the form
 * of {@code cpuset.cpus.effective} and of {@code /sys/devices/system/cpu/online}.
 */
public final class CpuList {
  /** Linux can be built for 8192 processors; beyond this a number is no processor's. */
  private static final int CPU_LIMIT = 1 << 16;

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
    int count = 0;
    for (String range : fields.text().split(",", -1)) {
      int dash = range.indexOf('-');
      int first = cpu(fields, dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : cpu(fields, range.substring(dash + 1));
      if (last < first) {
        throw fields.malformed("not a range of processors: " + range);
      }
      count += last - first + 1;
      if (count > CPU_LIMIT) {
        throw fields.malformed("more than " + CPU_LIMIT + " processors");
      }
    }
    return OptionalInt.of(count);
  }

  private static int cpu(Fields list, String text) {
    try {
      int cpu = Integer.parseUnsignedInt(text);
      if (cpu >= 0 && cpu < CPU_LIMIT) {
        return cpu;
      }
    } catch (NumberFormatException notANumber) {
      // reported below, with the file and the line
    }
    throw list.malformed("not the number of a processor: " + text);
  }
}
