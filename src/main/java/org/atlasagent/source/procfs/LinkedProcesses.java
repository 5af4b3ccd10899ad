package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.linux.LinkCount;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.NumberedDirectory;
import org.atlasagent.source.SourceException;

/**
 * Counts by the links of the task directories, which only the running kernel's proc has right: no
 * directory of a process is listed, and no name becomes text.
 */
final class LinkedProcesses implements ProcessCounter {
  /** Any directory has these: its name, and the dot in itself. */
  private static final int OWN_LINKS = 2;

  private final String proc;
  private final NumberedDirectory directory;
  private final LinkCount taskLinks;
  private long processes;
  private long threads;

  LinkedProcesses(String proc) {
    this.proc = proc;
    directory = new NumberedDirectory(proc);
    taskLinks = new LinkCount(proc, "task");
  }

  @Override
  public Optional<Processes> count() {
    processes = 0;
    threads = 0;
    try {
      directory.forEach(this::add);
    } catch (LinuxException failure) {
      throw new SourceException(proc, failure.call() + ": " + failure.errno(), failure);
    }
    return processes == 0 ? Optional.empty() : Optional.of(new Processes(processes, threads));
  }

  private void add(long process) {
    int links = taskLinks.of(process);
    if (links > OWN_LINKS) {
      processes++;
      threads += links - OWN_LINKS;
    }
  }
}
