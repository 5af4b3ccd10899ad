package org.atlasagent.source.procfs;

import java.util.OptionalLong;
import org.atlasagent.linux.Errno;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.NumberedDirectory;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;

/**
 * How many file descriptors some processes have open: the entries of {@code /proc/PID/fd}. Those of
 * another user's process are hidden from all but root and who may trace it; a sum without them
 * would be wrong, so there is none.
 */
public final class OpenDescriptors {
  private final String proc;
  private final NumberedDirectory directory;
  private long sum;
  private boolean seen;
  private boolean hidden;

  /** Counts nothing yet. */
  public OpenDescriptors(KernelFiles files) {
    proc = files.hostName("/proc/");
    directory = new NumberedDirectory(proc);
  }

  /** Starts a new sum. */
  public void reset() {
    sum = 0;
    seen = false;
    hidden = false;
  }

  /** Adds those of a process; one that is gone has none. */
  public void add(long pid) {
    directory.moveTo(proc + pid + "/fd");
    try {
      directory
          .forEach(descriptor -> {})
          .ifPresent(count -> {
            sum += count;
            seen = true;
          });
    } catch (LinuxException failure) {
      Errno errno = failure.errno();
      if (errno.equals(Errno.EACCES) || errno.equals(Errno.EPERM)) {
        hidden = true;
      } else if (!errno.equals(Errno.ESRCH)) {
        throw new SourceException(proc + pid + "/fd", failure.call() + ": " + errno, failure);
      }
    }
  }

  /** The sum; absent when no process was there, or one of them is hidden. */
  public OptionalLong total() {
    return seen && !hidden ? OptionalLong.of(sum) : OptionalLong.empty();
  }
}
