package org.atlasagent.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether what the operator has written can be trusted: it cannot when any user of the machine may
 * change it, who would then decide what the agent does with its privileges.
 */
public final class Trust {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int STICKY = 01000;
  private static final int OTHERS_WRITE = 0002;

  private Trust() {}

  /**
   * What is wrong with the permissions of a configuration file, or of the directory that it lies
   * in: in one that is writable, but not sticky, it can be replaced. Only regular files are looked
   * at, so not {@code /dev/null}.
   *
   * @return the flaw, with path and remedy; empty when it can be trusted
   * @throws IOException when there is no such file, or it cannot be looked at
   */
  public static Optional<String> flawOfFile(Path file) throws IOException {
    int mode = mode(file);
    if ((mode & TYPE) != REGULAR) {
      return Optional.empty();
    }
    if ((mode & OTHERS_WRITE) != 0) {
      return Optional.of(flaw(file));
    }
    Path directory = file.toRealPath().resolveSibling(".").normalize();
    boolean replaceable = (mode(directory) & (OTHERS_WRITE | STICKY)) == OTHERS_WRITE;
    return replaceable ? Optional.of(flaw(directory)) : Optional.empty();
  }

  /**
   * What is wrong with the permissions of a directory of which every file counts.
   *
   * @return the flaw, with path and remedy; empty when it can be trusted
   * @throws IOException when there is no such directory, or it cannot be looked at
   */
  public static Optional<String> flawOfDirectory(Path directory) throws IOException {
    boolean writable = (mode(directory) & OTHERS_WRITE) != 0;
    return writable ? Optional.of(flaw(directory)) : Optional.empty();
  }

  private static String flaw(Path path) {
    return path + ": any user may change it, so it is not used: chmod o-w " + path;
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode");
  }
}
