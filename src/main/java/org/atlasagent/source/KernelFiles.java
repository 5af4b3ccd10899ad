package org.atlasagent.source;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the kernel's files are: the roots of proc, sys and the root file system, which lie below
 * another directory when a host is mounted into a container or was recorded.
 */
public final class KernelFiles implements AutoCloseable {
  private final Path root;
  private final Path proc;
  private final Path sys;
  private final Path net;
  private final Path mountInfo;
  private final boolean live;
  private final NetworkNamespace networkNamespace;
  private final Set<KernelFile> openFiles = new HashSet<>();
  private final ReadBuffer buffer = new ReadBuffer();

  /**
   * The files below a root.
   *
   * @param root {@code /} for the machine itself
   */
  public KernelFiles(Path root) {
    this.root = root;
    proc = root.resolve("proc");
    sys = root.resolve("sys");
    boolean other = !root.equals(Path.of("/"));
    // A host's process 1 lives in the host's namespaces; this process may not.
    net =
        other && Files.isDirectory(proc.resolve("1/net"))
            ? proc.resolve("1/net")
            : proc.resolve("net");
    mountInfo =
        other && Files.isReadable(proc.resolve("1/mountinfo"))
            ? proc.resolve("1/mountinfo")
            : proc.resolve("self/mountinfo");
    Optional<String> bootId = bootId(root);
    live = !other || (bootId.isPresent() && bootId.equals(bootId(Path.of("/"))));
    networkNamespace = other ? NetworkNamespace.of(proc.resolve("1")) : NetworkNamespace.OWN;
  }

  /**
   * Whether these are the files of the running kernel. System calls answer for the running kernel,
   * so they may be mixed with the files only then.
   */
  public boolean live() {
    return live;
  }

  /** How the network namespace of the network files relates to this process' own. */
  public NetworkNamespace networkNamespace() {
    return networkNamespace;
  }

  /**
   * Whether the kernel may be asked about the network by netlink or ioctl: it is the running one,
   * and does not answer for another network namespace than that of the files.
   */
  public boolean networkCanBeAsked() {
    return live && networkNamespace != NetworkNamespace.OTHER;
  }

  /** The root file system's directory. */
  public Path root() {
    return root;
  }

  /** A file below proc, such as {@code meminfo}. */
  public KernelFile proc(String path) {
    return reader(below(proc, path));
  }

  /** A file below sys. */
  public KernelFile sys(String path) {
    return reader(below(sys, path));
  }

  /** A file of the network namespace, such as {@code snmp6}. */
  public KernelFile net(String path) {
    return reader(below(net, path));
  }

  /** A file of the host's root file system, such as {@code etc/machine-id}. */
  public KernelFile host(String path) {
    return reader(hostPath(path));
  }

  /** The mounts of the host. */
  public KernelFile mountInfo() {
    return reader(mountInfo);
  }

  /** The path of a directory or file below proc. */
  public Path procPath(String path) {
    return below(proc, path);
  }

  /** The path of a directory or file below sys. */
  public Path sysPath(String path) {
    return below(sys, path);
  }

  /** The path of a directory or file of the network namespace. */
  public Path netPath(String path) {
    return below(net, path);
  }

  /** The path of a mount point or file of the host's root file system. */
  public Path hostPath(String absolute) {
    return below(root, absolute.startsWith("/") ? absolute.substring(1) : absolute);
  }

  /** The same as text, in which any character can stand, whatever the locale. */
  public String hostName(String absolute) {
    String directory = root.toString();
    return directory.equals("/") ? absolute : directory + absolute;
  }

  /** The names in a directory, sorted; empty when there is no such directory. */
  public static Optional<String[]> list(Path directory) {
    String[] names = directory.toFile().list();
    if (names == null) {
      if (Files.notExists(directory)) {
        return Optional.empty();
      }
      throw new SourceException(directory.toString(), "the directory cannot be listed");
    }
    Arrays.sort(names);
    return Optional.of(names);
  }

  /** The paths of the files that are open now. */
  public List<Path> open() {
    return openFiles.stream().map(KernelFile::toPath).toList();
  }

  /** Closes all files; one that is read again is opened again. */
  @Override
  public void close() {
    List.copyOf(openFiles).forEach(KernelFile::close);
  }

  /**
   * A path, of which a part may come from the kernel. With a NUL or a character that the locale
   * lacks it cannot be spelled, and so nothing is there; nobody can make a file in proc.
   */
  private Path below(Path directory, String path) {
    try {
      return directory.resolve(path);
    } catch (InvalidPathException unspellable) {
      return proc.resolve("?");
    }
  }

  private KernelFile reader(Path file) {
    return new KernelFile(file, buffer, openFiles);
  }

  private static Optional<String> bootId(Path root) {
    try (KernelFile file =
        new KernelFile(
            root.resolve("proc/sys/kernel/random/boot_id"), new ReadBuffer(), new HashSet<>())) {
      return file.read().filter(Fields::nextLine).map(Fields::rest).filter(id -> !id.isEmpty());
    }
  }
}
