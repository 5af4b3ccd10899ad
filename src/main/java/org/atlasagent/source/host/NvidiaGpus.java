package org.atlasagent.source.host;

import java.util.List;
import java.util.Optional;

/** The NVIDIA GPUs of a machine. Any thread may ask; an answer may take long. */
public interface NvidiaGpus {
  /** A machine of which nothing can be asked, such as a recorded one. */
  NvidiaGpus NONE =
      new NvidiaGpus() {
        @Override
        public boolean canBeAsked() {
          return false;
        }

        @Override
        public Optional<List<NvidiaGpu>> read() {
          return Optional.empty();
        }
      };

  /** Whether the driver's library is installed; answers at once, and always the same. */
  boolean canBeAsked();

  /**
   * Asks about all GPUs.
   *
   * @return one for each that the driver counts; empty while the driver is not loaded
   * @throws org.atlasagent.source.SourceException when the driver's library fails
   */
  Optional<List<NvidiaGpu>> read();
}
