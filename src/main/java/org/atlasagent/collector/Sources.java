package org.atlasagent.collector;

import java.util.function.LongSupplier;
import org.atlasagent.source.KernelFiles;

/**
 * Readers of the files that several collectors need, each read once a round.
 *
 * <p>Made once for an agent and handed to all of its collectors.
 */
public final class Sources {
  /**
   * Makes the readers; nothing is opened yet.
   *
   * @param files the roots
   * @param round the number of the round that is running
   * @param nanoClock the monotonic clock: each snapshot that needs it carries its own time
   */
  public Sources(KernelFiles files, LongSupplier round, LongSupplier nanoClock) {}
}
