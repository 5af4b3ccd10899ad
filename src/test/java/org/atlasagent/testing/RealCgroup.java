package org.atlasagent.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A cgroup of version 2 without processes, of the running kernel. Root only. */
public final class RealCgroup implements AutoCloseable {
  private static final Path MOUNT_INFO = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;

  private final Path path;

  private RealCgroup(Path path) {
    this.path = path;
  }

  /** Makes one; skips the test that calls where there can be none. */
  public static RealCgroup make() throws IOException {
    Optional<Path> root =
        Files.readAllLines(MOUNT_INFO).stream()
            .filter(line -> line.contains(" - cgroup2 "))
            .map(line -> Path.of(line.split(" ", -1)[MOUNT_POINT]))
            .findFirst();
    Skip.unless(root.filter(Files::isWritable).isPresent(), "no cgroup of version 2 can be made");
    String name = "atlas-test-" + ProcessHandle.current().pid();
    return new RealCgroup(Files.createDirectory(root.orElseThrow().resolve(name)));
  }

  /** Its directory. */
  public Path path() {
    return path;
  }

  /** Takes it away, with those below it. */
  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> below = Files.newDirectoryStream(path, Files::isDirectory)) {
      for (Path one : below) {
        Files.delete(one);
      }
    }
    Files.delete(path);
  }
}
