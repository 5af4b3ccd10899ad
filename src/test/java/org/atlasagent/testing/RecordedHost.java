package org.atlasagent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.ContainerLimits;
import org.atlasagent.collector.HostCalls;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.source.netlink.RecordedReplies;

/**
 * A host of {@code src/test/resources/hosts}, copied to a directory of its own, with a clock that
 * only moves when told to. Below {@code +60s} lies what differs a minute later.
 */
public final class RecordedHost {
  private static final Path HOSTS = Path.of("src/test/resources/hosts");
  private static final String LATER = "+60s";

  private final Path recording;
  private final Path root;
  private long nanos = 1_000_000_000_000L;

  private RecordedHost(Path recording, Path root) {
    this.recording = recording;
    this.root = root;
  }

  /** The names of all recorded hosts. */
  public static List<String> names() {
    try (Stream<Path> hosts = Files.list(HOSTS)) {
      return hosts
          .filter(host -> Files.exists(host.resolve("PROVENANCE")))
          .map(host -> String.valueOf(host.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies of all recorded hosts by name, each in a directory of its own. */
  public static Map<String, RecordedHost> copyAll(Path directory) {
    Map<String, RecordedHost> hosts = new TreeMap<>();
    names().forEach(name -> hosts.put(name, copy(name, directory.resolve(name))));
    return hosts;
  }

  /**
   * Copies a host as it was at first.
   *
   * @param name one of {@link #names}
   * @param directory takes the copy; empty
   */
  public static RecordedHost copy(String name, Path directory) {
    RecordedHost host = new RecordedHost(HOSTS.resolve(name), directory);
    for (Path file : filesBelow(host.recording)) {
      if (!file.startsWith(LATER)) {
        host.write(file, bytes(host.recording.resolve(file)));
      }
    }
    return host;
  }

  /** The rows of the catalogue that read a host: all but the one about the agent itself. */
  public static List<Catalogue.Entry> collectors() {
    return Catalogue.entries().stream().filter(entry -> !entry.name().equals("agent")).toList();
  }

  /** The row of a collector. */
  public static Catalogue.Entry collector(String name) {
    return collectors().stream().filter(row -> row.name().equals(name)).findAny().orElseThrow();
  }

  /** Starts a collector of the catalogue on this host. */
  public RunningCollector start(Catalogue.Entry entry) {
    return start(entry, Hardware.NONE);
  }

  /**
   * Starts a collector of the catalogue on this host, with hardware that answers as a test wants.
   */
  public RunningCollector start(Catalogue.Entry entry, Hardware hardware) {
    KernelFiles files = new KernelFiles(root);
    HostCalls calls =
        HostCalls.of(new FixedAgent(0, 0, 0, 0))
            .fileSystems(new RecordedFileSystems(root))
            .netlink(new RecordedReplies(root))
            .kernelClock(new RecordedClock(root))
            .chrony(RecordedChrony.of(root, () -> nanos))
            .interfaceStatistics(new RecordedStatistics(root))
            .ebsVolumes(RecordedEbsVolumes.below(root, files))
            .containerLimits(containerLimits())
            .services(new RecordedServices(root))
            .hardware(hardware)
            .build();
    return new RunningCollector(entry, files, calls, () -> nanos);
  }

  /** What {@code replies/environment} says, a variable a line as env(1) prints it. */
  private ContainerLimits containerLimits() {
    Path file = root.resolve("replies/environment");
    String text = Files.exists(file) ? new String(bytes(file), UTF_8) : "";
    OptionalDouble cpus = OptionalDouble.empty();
    OptionalLong megabits = OptionalLong.empty();
    for (String line : text.lines().toList()) {
      String value = line.substring(line.indexOf('=') + 1);
      if (line.startsWith("TITUS_NUM_CPU=")) {
        cpus = OptionalDouble.of(Double.parseDouble(value));
      } else if (line.startsWith("TITUS_NUM_NETWORK_BANDWIDTH=")) {
        megabits = OptionalLong.of(Long.parseLong(value));
      }
    }
    return new ContainerLimits(cpus, megabits);
  }

  /** Where the copy is. */
  public Path root() {
    return root;
  }

  /** The content of a file, named by its path below the root. */
  public byte[] read(Path file) {
    return bytes(root.resolve(file));
  }

  /**
   * Writes a file in place, as the kernel does: who keeps it open sees the new content.
   *
   * @param file its path below the root
   * @param content all of it
   */
  public void write(Path file, byte[] content) {
    Path target = root.resolve(file);
    try {
      Files.createDirectories(target.resolve("..").normalize());
      // Not emptied first: a file system may answer that with a slow write to the disk.
      try (RandomAccessFile open = new RandomAccessFile(target.toFile(), "rw")) {
        open.write(content);
        open.setLength(content.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets a minute pass: the clock moves, files change and vanish. */
  public void passAMinute() {
    pass(Duration.ofSeconds(60));
    Path later = recording.resolve(LATER);
    if (!Files.isDirectory(later)) {
      return;
    }
    for (Path file : filesBelow(later)) {
      byte[] content = bytes(later.resolve(file));
      if (file.endsWith("REMOVED")) {
        new String(content, UTF_8).lines().forEach(this::delete);
      } else {
        write(file, content);
      }
    }
  }

  /** Lets time pass on the monotonic clock, and nothing else. */
  public void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void delete(String path) {
    try {
      Files.delete(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> filesBelow(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).map(directory::relativize).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
