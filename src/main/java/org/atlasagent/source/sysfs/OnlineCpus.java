package org.atlasagent.source.sysfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atlasagent.source.CpuList;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The processors that are on line: {@code /sys/devices/system/cpu/online}, such as {@code 0-2,4}.
 *
 * @param numbers their numbers
 */
public record OnlineCpus(List<Integer> numbers) {
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
    CpuList.visit(fields, fields.rest(), numbers::add);
    return new OnlineCpus(numbers);
  }
}
