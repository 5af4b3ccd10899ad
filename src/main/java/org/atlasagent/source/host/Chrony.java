package org.atlasagent.source.host;

import java.util.Optional;

/** What chronyd, which keeps the clock right, says about where it has the time from. */
public interface Chrony {
  /** A machine of which nothing can be asked, such as a recorded one: no chronyd. */
  Chrony NONE = Optional::empty;

  /**
   * Asks for the selected source; waits for the answer, one second at most.
   *
   * @return empty when no chronyd is there
   * @throws org.atlasagent.source.SourceException when it does not answer in time, or not as it
   *     must
   */
  Optional<ChronySelection> selection();
}
