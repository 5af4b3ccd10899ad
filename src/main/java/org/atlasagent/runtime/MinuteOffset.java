package org.atlasagent.runtime;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;

/**
 * The second of the wall-clock minute in which a machine's minute rounds fall: 10 to 50, always the
 * same for one machine, spread over a fleet. From machine-id(5), else from the boot's id.
 */
final class MinuteOffset {
  private static final int FIRST = 10;
  private static final int LAST = 50;
  private static final String[] IDENTITIES = {"etc/machine-id", "proc/sys/kernel/random/boot_id"};

  private MinuteOffset() {}

  /** The offset of the machine with these files. */
  static int of(KernelFiles files) {
    for (String identity : IDENTITIES) {
      Optional<String> id = read(files.host(identity));
      if (id.isPresent()) {
        return of(id.get());
      }
    }
    return (FIRST + LAST) / 2;
  }

  /** What cannot be read identifies nothing, and is no reason not to start. */
  private static Optional<String> read(KernelFile file) {
    try (file) {
      return file.read().filter(Fields::nextLine).map(Fields::rest).filter(id -> !id.isEmpty());
    } catch (SourceException unreadable) {
      return Optional.empty();
    }
  }

  static int of(String identity) {
    return FIRST + Math.floorMod(identity.hashCode(), LAST - FIRST + 1);
  }
}
