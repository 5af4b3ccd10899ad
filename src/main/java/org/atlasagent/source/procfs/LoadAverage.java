package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The load averages of {@code /proc/loadavg}: runnable and uninterruptible tasks, damped over one,
 * five and fifteen minutes. See proc_loadavg(5).
 *
 * @param one over the last minute
 * @param five over the last five minutes
 * @param fifteen over the last fifteen minutes
 */
public record LoadAverage(double one, double five, double fifteen) {

  /** Reads the file; empty when there is none. */
  public static Optional<LoadAverage> read(KernelFile loadavg) {
    return loadavg.read().map(LoadAverage::parse);
  }

  static LoadAverage parse(Fields fields) {
    fields.requireLine("three load averages");
    return new LoadAverage(fields.decimal(), fields.decimal(), fields.decimal());
  }
}
