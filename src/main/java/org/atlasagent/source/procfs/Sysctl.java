package org.atlasagent.source.procfs;

import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/** A setting or a count of the kernel that is one number in a file below {@code /proc/sys}. */
public final class Sysctl {
  private Sysctl() {}

  /** Reads the number, which is not negative; empty when there is no such file. */
  public static OptionalLong read(KernelFile file) {
    Optional<Fields> fields = file.read();
    return fields.isPresent() ? OptionalLong.of(parse(fields.get())) : OptionalLong.empty();
  }

  static long parse(Fields fields) {
    fields.requireLine("a number");
    return fields.number();
  }
}
