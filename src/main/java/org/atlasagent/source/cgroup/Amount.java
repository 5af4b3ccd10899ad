package org.atlasagent.source.cgroup;

import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The number of a file that has only one, such as {@code memory.current}, {@code memory.max} or
 * {@code cpu.weight}, in the unit of that file; absent where a limit is {@code max}, which means
 * that there is none.
 */
public final class Amount {
  private Amount() {}

  /** Reads the file; empty when there is none, or no limit. */
  public static OptionalLong read(KernelFile file) {
    Optional<Fields> fields = file.read();
    return fields.isPresent() ? parse(fields.get()) : OptionalLong.empty();
  }

  static OptionalLong parse(Fields fields) {
    fields.requireLine("a number");
    return number(fields);
  }

  /** The next field as a number; absent when it is {@code max}. */
  static OptionalLong number(Fields fields) {
    return fields.skipField("max") ? OptionalLong.empty() : OptionalLong.of(fields.number());
  }
}
