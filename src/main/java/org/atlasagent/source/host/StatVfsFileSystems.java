package org.atlasagent.source.host;

import java.util.Optional;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.StatVfs;
import org.atlasagent.source.SourceException;

/** Sizes of the file systems that are mounted here, from statvfs(3). Any thread may ask. */
public final class StatVfsFileSystems implements FileSystems {
  /** Stands for bytes that are no UTF-8: such a path cannot be spelled, so it cannot be asked. */
  private static final char REPLACEMENT = '\ufffd';

  @Override
  public Optional<FileSystemSize> size(String mountPoint) {
    if (mountPoint.indexOf(REPLACEMENT) >= 0) {
      return Optional.empty();
    }
    StatVfs answer = ask(mountPoint);
    return Optional.of(
        new FileSystemSize(
            answer.fragmentBytes(),
            answer.blocks(),
            answer.blocksFree(),
            answer.files(),
            answer.filesFree()));
  }

  private static StatVfs ask(String mountPoint) {
    try {
      return StatVfs.of(mountPoint);
    } catch (LinuxException failure) {
      throw new SourceException(mountPoint, failure.call() + ": " + failure.errno(), failure);
    }
  }
}
