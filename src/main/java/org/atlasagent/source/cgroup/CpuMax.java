package org.atlasagent.source.cgroup;

import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The limit of a cgroup on CPU time: {@code cpu.max}. A root cgroup has no such file.
 *
 * @param quotaMicros the time that all of its tasks may use together in a period; absent where
 *     there is no limit
 * @param periodMicros the length of a period
 */
public record CpuMax(OptionalLong quotaMicros, long periodMicros) {
  /** Reads the file; empty when there is none. */
  public static Optional<CpuMax> read(KernelFile cpuMax) {
    return cpuMax.read().map(CpuMax::parse);
  }

  static CpuMax parse(Fields fields) {
    fields.requireLine("a quota and a period");
    OptionalLong quota = Amount.number(fields);
    long period = fields.number();
    if (period == 0) {
      throw fields.malformed("a period of 0");
    }
    return new CpuMax(quota, period);
  }
}
