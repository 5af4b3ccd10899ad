package org.atlasagent.source.host;

import java.util.List;
import java.util.Optional;
import org.atlasagent.source.sysfs.ProductName.Maker;

/** Lines of PerfSpect, a program that reads the hardware counters of Intel and AMD processors. */
public interface PerfSpect extends AutoCloseable {
  /** A machine on which no program is started, such as a recorded one. */
  PerfSpect NONE = maker -> Optional.empty();

  /**
   * What PerfSpect printed since the last time.
   *
   * @param lines the lines, the heading included
   * @param problem why it does not run now; empty while it does
   */
  record Printed(List<String> lines, Optional<String> problem) {
    public Printed {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Takes what was printed since the last time, and starts PerfSpect where it was not yet started.
   *
   * @param maker who made the processors
   * @return empty where it is not installed
   */
  Optional<Printed> take(Maker maker);

  /** Ends PerfSpect, which is not started any more. */
  @Override
  default void close() {}
}
