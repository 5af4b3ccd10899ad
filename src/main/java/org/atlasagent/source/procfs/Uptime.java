package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * How long the machine runs: the first field of {@code /proc/uptime}. See proc_uptime(5).
 *
 * @param seconds since it started, the time in suspension included
 */
public record Uptime(double seconds) {

  /** Reads the file; empty when there is none. */
  public static Optional<Uptime> read(KernelFile uptime) {
    return uptime.read().map(Uptime::parse);
  }

  static Uptime parse(Fields fields) {
    fields.requireLine("the seconds since the start");
    return new Uptime(fields.decimal());
  }
}
