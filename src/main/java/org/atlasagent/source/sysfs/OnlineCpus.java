package org.atlasagent.source.sysfs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The processors that are on line: {@code /sys/devices/system/cpu/online}, such as {@code 0-2,4}.
 *
 * @param numbers their numbers
 */
public record OnlineCpus(List<Integer> numbers) {
  /** A number, or the first and the last of some; no kernel can have a million processors. */
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
    String text = fields.rest();
    return new OnlineCpus(
        Stream.of(text.split(",", -1)).flatMap(range -> range(range, fields)).toList());
  }

  private static Stream<Integer> range(String range, Fields fields) {
    if (!RANGE.matcher(range).matches()) {
      throw fields.malformed("not a range of processors: " + range);
    }
    String[] ends = range.split("-", -1);
    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
        .boxed();
  }
}
