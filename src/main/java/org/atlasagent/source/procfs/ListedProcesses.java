package org.atlasagent.source.procfs;

import java.nio.file.Path;
import java.util.Optional;
import org.atlasagent.source.KernelFiles;

/** Counts by listing all directories: works on any copy of a proc, too. */
final class ListedProcesses implements ProcessCounter {
  private final Path proc;

  ListedProcesses(Path proc) {
    this.proc = proc;
  }

  @Override
  public Optional<Processes> count() {
    long processes = 0;
    long threads = 0;
    for (String name : names(proc)) {
      if (isNumber(name)) {
        long tasks = numbersIn(proc.resolve(name).resolve("task"));
        if (tasks > 0) {
          processes++;
          threads += tasks;
        }
      }
    }
    return processes == 0 ? Optional.empty() : Optional.of(new Processes(processes, threads));
  }

  private static long numbersIn(Path directory) {
    long numbers = 0;
    for (String name : names(directory)) {
      if (isNumber(name)) {
        numbers++;
      }
    }
    return numbers;
  }

  private static String[] names(Path directory) {
    return KernelFiles.list(directory).orElseGet(() -> new String[0]);
  }

  private static boolean isNumber(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
