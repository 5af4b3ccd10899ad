package org.atlasagent.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the network namespace of the files that are read relates to the one in which this process
 * lives: what the kernel is asked through netlink is answered for the latter.
 */
public enum NetworkNamespace {
  /** They are the same. */
  OWN,
  /** They differ: netlink would tell of another network than the files. */
  OTHER,
  /** They cannot be compared: the other process, or its files, cannot be seen. */
  UNKNOWN;

  /** Compares the namespace of a process with this process' own. */
  static NetworkNamespace of(Path process) {
    Path self = Path.of("/proc/self");
    Optional<NetworkNamespace> byName = compare(name(self), name(process));
    return byName.or(() -> compare(inode(self), inode(process))).orElse(UNKNOWN);
  }

  private static <T> Optional<NetworkNamespace> compare(Optional<T> own, Optional<T> other) {
    return own.isEmpty() || other.isEmpty()
        ? Optional.empty()
        : Optional.of(own.equals(other) ? OWN : OTHER);
  }

  /** The namespace's name; of another user's process only root may read it. */
  private static Optional<String> name(Path process) {
    try {
      return Optional.of(Files.readSymbolicLink(process.resolve("ns/net")).toString());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** What anybody may see: each namespace has its own files, so they differ in their number. */
  private static Optional<Object> inode(Path process) {
    try {
      return Optional.of(Files.getAttribute(process.resolve("net/dev"), "unix:ino"));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
