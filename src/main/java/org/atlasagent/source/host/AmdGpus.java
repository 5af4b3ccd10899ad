package org.atlasagent.source.host;

import java.util.List;
import java.util.Optional;

/** The AMD GPUs of a machine. Any thread may ask; an answer takes a second for each GPU. */
public interface AmdGpus {
  /** A machine of which nothing can be asked, such as a recorded one. */
  AmdGpus NONE =
      new AmdGpus() {
        @Override
        public boolean canBeAsked() {
          return false;
        }

        @Override
        public Optional<List<AmdGpu>> read() {
          return Optional.empty();
        }
      };

  /** Whether the library is installed; answers at once, and always the same. */
  boolean canBeAsked();

  /**
   * Asks about all GPUs.
   *
   * @return one for each; empty while the driver is not loaded
   * @throws org.atlasagent.source.SourceException when the library fails
   */
  Optional<List<AmdGpu>> read();
}
