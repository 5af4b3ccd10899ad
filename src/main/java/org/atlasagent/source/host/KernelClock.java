package org.atlasagent.source.host;

import java.util.Optional;

/** The state of the kernel's clock, as adjtimex(2) gives it. */
public interface KernelClock {
  /** A machine of which nothing can be asked, such as a recorded one. */
  KernelClock NONE = Optional::empty;

  /**
   * Asks for the state of the clock; never blocks.
   *
   * @return empty when nothing can be asked here
   * @throws org.atlasagent.source.SourceException when the call fails: call and errno
   */
  Optional<KernelClockState> state();
}
