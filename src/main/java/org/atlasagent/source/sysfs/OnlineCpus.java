package org.atlasagent.source.sysfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The processors that are on line: {@code /sys/devices/system/cpu/online}, such as {@code 0-2,4}.
 *
 * @param numbers their numbers
 */
public record OnlineCpus(List<Integer> numbers) {
  /** Linux can be built for 8192 processors; memory for them is bounded. */
  private static final int CPU_LIMIT = 1 << 16;

  /** A number, or the first and the last of some. */
  private static final Pattern RANGE = Pattern.compile("\\d{1,6}(-\\d{1,6})?");

  public OnlineCpus {
    numbers = List.copyOf(numbers);
  }

  /** Reads the processors; empty where there is no such file. */
  public static Optional<OnlineCpus> read(KernelFile file) {
    return file.read().map(OnlineCpus::parse);
  }

  static OnlineCpus parse(Fields fields) {
    fields.requireLine("numbers of processors");
    List<Integer> numbers = new ArrayList<>();
    for (String range : fields.rest().split(",", -1)) {
      add(range, fields, numbers);
    }
    return new OnlineCpus(numbers);
  }

  private static void add(String range, Fields fields, List<Integer> numbers) {
    if (!RANGE.matcher(range).matches()) {
      throw fields.malformed("not a range of processors: " + range);
    }
    String[] ends = range.split("-", -1);
    int first = Integer.parseInt(ends[0]);
    int last = Integer.parseInt(ends[ends.length - 1]);
    if (last < first) {
      throw fields.malformed("not a range of processors: " + range);
    }
    if (numbers.size() + last - first >= CPU_LIMIT) {
      throw fields.malformed("more than " + CPU_LIMIT + " processors");
    }
    for (int number = first; number <= last; number++) {
      numbers.add(number);
    }
  }
}
