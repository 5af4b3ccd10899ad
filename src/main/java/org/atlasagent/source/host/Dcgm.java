package org.atlasagent.source.host;

import java.util.Optional;

/** The profiling fields of NVIDIA's Data Center GPU Manager, asked of its program dcgmi. */
public interface Dcgm extends AutoCloseable {
  /** A machine on which no program is started, such as a recorded one. */
  Dcgm NONE = Optional::empty;

  /**
   * Runs dcgmi once, which takes a second or more. Any thread may ask, one at a time.
   *
   * @return empty where it is not installed
   * @throws org.atlasagent.source.SourceException when it fails, hangs or prints something else
   */
  Optional<DcgmReading> read();

  /** Ends a run; none begins any more. */
  @Override
  default void close() {}
}
