package org.atlasagent.source.procfs;

import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * How long tasks were held up for want of a resource: a file of {@code /proc/pressure}. See the
 * kernel's documentation of PSI. A kernel built without it, or before 4.20, has no such file.
 *
 * @param someMicros how long at least one task waited
 * @param fullMicros how long all tasks that had something to do waited at once; empty for cpu on
 *     kernels before 5.13
 */
public record Pressure(OptionalLong someMicros, OptionalLong fullMicros) {

  /** Reads the file; empty when there is none. */
  public static Optional<Pressure> read(KernelFile pressure) {
    return pressure.read().map(Pressure::parse);
  }

  static Pressure parse(Fields fields) {
    OptionalLong some = OptionalLong.empty();
    OptionalLong full = OptionalLong.empty();
    while (fields.nextLine()) {
      if (fields.skipField("some")) {
        some = total(fields);
      } else if (fields.skipField("full")) {
        full = total(fields);
      }
    }
    return new Pressure(some, full);
  }

  private static OptionalLong total(Fields fields) {
    while (fields.hasNext()) {
      if (fields.skipText("total=")) {
        return OptionalLong.of(fields.number());
      }
      fields.skip(1);
    }
    return OptionalLong.empty();
  }
}
