package org.atlasagent.source.host;

import java.util.Optional;
import org.atlasagent.linux.Errno;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.StatVfs;
import org.atlasagent.source.SourceException;

/** Sizes of the file systems that are mounted here, from statvfs(3). Any thread may ask. */
public final class StatVfsFileSystems implements FileSystems {
  /** Stands for bytes that are no UTF-8: such a path cannot be spelled, so it cannot be asked. */
  private static final char REPLACEMENT = '\ufffd';

  @Override
  public Optional<FileSystemSize> size(String mountPoint) {
    // Nor can one with a NUL, behind which the kernel reads nothing.
    if (mountPoint.indexOf(REPLACEMENT) >= 0 || mountPoint.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    return ask(mountPoint)
        .map(answer ->
            new FileSystemSize(
                answer.fragmentBytes(),
                answer.blocks(),
                answer.blocksFree(),
                answer.files(),
                answer.filesFree()));
  }

  private static Optional<StatVfs> ask(String mountPoint) {
    try {
      return Optional.of(StatVfs.of(mountPoint));
    } catch (LinuxException failure) {
      // Unmounted since it was listed; or below a directory over which another one is mounted.
      if (failure.errno().equals(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw new SourceException(mountPoint, failure.call() + ": " + failure.errno(), failure);
    }
  }
}
