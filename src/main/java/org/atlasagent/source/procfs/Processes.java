package org.atlasagent.source.procfs;

import java.nio.file.Path;
import java.util.Optional;
import org.atlasagent.source.KernelFiles;

/**
 * How many processes and threads there are: the numeric directories of {@code /proc}, and of each
 * one's {@code task}. A process that ends meanwhile is left out.
 *
 * @param processes those that can be seen
 * @param threads all of theirs
 */
public record Processes(long processes, long threads) {

  /** Counts them; empty when proc shows no process. */
  public static Optional<Processes> read(KernelFiles files) {
    long processes = 0;
    long threads = 0;
    for (String name : names(files.procPath(""))) {
      if (isNumber(name)) {
        long tasks = numbersIn(files.procPath(name + "/task"));
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
