package org.atlasagent.collector;

import java.util.function.LongSupplier;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.PerRound;
import org.atlasagent.source.procfs.ProcStat;

/**
 * Readers of the files that several collectors need, each read once a round.
 *
 * <p>Made once for an agent and handed to all of its collectors.
 */
public final class Sources {
  private final PerRound<ProcStat> procStat;

  /**
   * Makes the readers; nothing is opened yet.
   *
   * @param files the roots
   * @param round the number of the round that is running
   * @param nanoClock the monotonic clock: each snapshot that needs it carries its own time
   */
  public Sources(KernelFiles files, LongSupplier round, LongSupplier nanoClock) {
    procStat = new PerRound<>(round, new ProcStat(files.proc("stat"))::read);
  }

  /** Processor times and process counts. */
  public PerRound<ProcStat> procStat() {
    return procStat;
  }
}
