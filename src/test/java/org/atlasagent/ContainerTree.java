package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;

/**
 * The files of the image that the Containerfile describes, without a container engine: of its base
 * only the C library of this machine and what every base has, and the archive of the runtime image.
 */
final class ContainerTree {
  private static final Path SCRIPT = Path.of("src/test/container/run.sh");

  /** What the base has of Debian's libc6, as far as a program could link it. */
  private static final List<String> LIBRARIES =
      List.of(
          "libc.so.6",
          "libm.so.6",
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libresolv.so.2",
          "libnss_dns.so.2",
          "libnss_files.so.2");

  private static final List<Path> LINKERS =
      List.of(Path.of("/lib64/ld-linux-x86-64.so.2"), Path.of("/lib/ld-linux-aarch64.so.1"));

  private final Containerfile containerfile = Containerfile.read();
  private final Path root;

  private ContainerTree(Path root) {
    this.root = root;
  }

  /** Makes the tree in an empty directory; skips the test that calls where it cannot be. */
  static ContainerTree make(Path root) {
    Skip.unless("root".equals(System.getProperty("user.name")), "only root can make a container");
    Skip.withoutPrograms("chroot", "mount", "setpriv", "tar", "unshare");
    ContainerTree tree = new ContainerTree(root);
    try {
      tree.addBase();
      tree.addImage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree;
  }

  private void addBase() throws IOException {
    Files.createDirectories(root.resolve("tmp"));
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/passwd"), "nonroot:x:65532:65532::/home/nonroot:/none\n");
    Files.writeString(root.resolve("etc/group"), "nonroot:x:65532:\n");
    Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
    Path libraries = ownLibc().resolveSibling(".").normalize();
    for (String library : LIBRARIES) {
      copy(libraries.resolve(library));
    }
    for (Path linker : LINKERS) {
      if (Files.exists(linker)) {
        copy(linker);
      }
    }
  }

  private static Path ownLibc() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.filter(line -> line.endsWith("/libc.so.6"))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .findFirst()
          .orElseThrow();
    }
  }

  private void copy(Path file) throws IOException {
    Path copy = root.resolve(Path.of("/").relativize(file));
    Files.createDirectories(copy.resolveSibling("."));
    Files.copy(file, copy);
  }

  private void addImage() throws IOException {
    Path unpacked = Files.createDirectory(root.resolve("unpacked"));
    Command.output("tar", "-xzf", archive().toString(), "-C", unpacked.toString());
    Path home = root.resolve(Path.of("/").relativize(containerfile.home()));
    Files.createDirectories(home.resolveSibling("."));
    try (Stream<Path> entries = Files.list(unpacked)) {
      List<Path> directories = entries.toList();
      assertThat(directories).hasSize(1);
      Files.move(directories.getFirst(), home);
    }
    Files.delete(unpacked);
  }

  /** The archive of the runtime image that belongs to the packaged jar. */
  private Path archive() throws IOException {
    Path jar = AgentProcess.jar();
    List<Path> archives = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(jar.resolveSibling("."), containerfile.archive())) {
      found.forEach(archives::add);
    }
    archives.removeIf(archive -> archive.toFile().lastModified() < jar.toFile().lastModified());
    Skip.unless(archives.size() == 1, "there is no new runtime image: ./mvnw verify -Pdist");
    return archives.getFirst();
  }

  /** The file of the image that has this path in a container. */
  Path file(String name) {
    return root.resolve(Path.of("/").relativize(containerfile.home())).resolve(name);
  }

  /**
   * What runs the image's program in a container of this tree.
   *
   * @param user the user and the group, as numbers
   * @param groups more groups, separated by commas
   * @param arguments of the program
   */
  List<String> command(String user, String groups, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add("env");
    command.add(containerfile.environment());
    command.addAll(List.of("bash", SCRIPT.toString(), root.toString(), user, groups));
    command.addAll(containerfile.entrypoint());
    command.addAll(arguments);
    return command;
  }

  /** The user of the image. */
  String user() {
    return containerfile.user();
  }
}
