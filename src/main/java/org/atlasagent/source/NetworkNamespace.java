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
  /** They cannot be compared: /proc/1/ns/net is readable for root alone. */
  UNKNOWN;

  /** Compares the namespace of a process with this process' own. */
  static NetworkNamespace of(Path process) {
    Optional<String> own = name(Path.of("/proc/self"));
    Optional<String> other = name(process);
    if (own.isEmpty() || other.isEmpty()) {
      return UNKNOWN;
    }
    return own.equals(other) ? OWN : OTHER;
  }

  private static Optional<String> name(Path process) {
    try {
      return Optional.of(Files.readSymbolicLink(process.resolve("ns/net")).toString());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
