package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * What a process uses: {@code /proc/PID/stat} and {@code /proc/PID/statm}. See proc_pid_stat(5).
 *
 * @param userTicks utime: CPU time in user mode, in clock ticks
 * @param systemTicks stime: CPU time in the kernel, in clock ticks
 * @param residentPages the resident set, in pages
 */
public record ProcessUsage(long userTicks, long systemTicks, long residentPages) {
  /** Fields between the state, which follows the command, and utime. */
  private static final int BETWEEN_COMMAND_AND_UTIME = 11;

  /** Reads both files; empty when the process is gone. */
  public static Optional<ProcessUsage> read(KernelFile stat, KernelFile statm) {
    return stat.read()
        .map(ProcessUsage::parseStat)
        .flatMap(times ->
            statm
                .read()
                .map(fields -> new ProcessUsage(times[0], times[1], residentPages(fields))));
  }

  static long[] parseStat(Fields fields) {
    toLastLine(fields);
    // The command stands in parentheses and may hold blanks, parentheses and line breaks itself.
    fields.skipPastLast(')');
    fields.skip(BETWEEN_COMMAND_AND_UTIME);
    return new long[] {fields.number(), fields.number()};
  }

  private static void toLastLine(Fields fields) {
    fields.requireLine("the status of a process");
    int more = 0;
    while (fields.nextLine()) {
      more++;
    }
    fields.rewind();
    for (int i = 0; i <= more; i++) {
      fields.nextLine();
    }
  }

  static long residentPages(Fields fields) {
    fields.requireLine("the memory of a process");
    fields.skip(1);
    return fields.number();
  }
}
