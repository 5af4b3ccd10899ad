package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.KernelFiles;

/**
 * Counts the numeric directories of {@code /proc}, and of each one's {@code task}. A process that
 * ends meanwhile is left out.
 */
public interface ProcessCounter {
  /** Counts now; empty when proc shows no process. */
  Optional<Processes> count();

  /** The thriftiest counter for these files. */
  static ProcessCounter of(KernelFiles files) {
    return files.live()
        ? new LinkedProcesses(files.procPath("").toString())
        : new ListedProcesses(files.procPath(""));
  }
}
