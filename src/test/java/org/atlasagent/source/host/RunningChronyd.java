package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.atlasagent.testing.Command;

/**
 * A real chronyd of a test: as nobody, with a configuration and ports of its own, and with -x, so
 * that it never touches the clock.
 */
final class RunningChronyd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;

  private RunningChronyd(Process process) {
    this.process = process;
  }

  /** Why none can be started here; empty if it can. */
  static Optional<String> obstacle() {
    List<String> missing = new ArrayList<>();
    for (String program : List.of("chronyd", "chronyc", "setpriv", "chown", "id")) {
      if (!Command.installed(program)) {
        missing.add(program + " is not installed");
      }
    }
    if (missing.isEmpty() && !Command.output("id", "-u").strip().equals("0")) {
      missing.add("chronyd as nobody can only be started by root");
    }
    return missing.stream().findFirst();
  }

  /** A directory that is nobody's, in which a socket and a PID file can be made. */
  static Path directory(Path made) {
    Command.output("chmod", "755", made.toString());
    Path directory = made.resolve("chrony");
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command.output("chmod", "750", directory.toString());
    Command.output("chown", "65534:65534", directory.toString());
    return directory;
  }

  /** Starts one; nobody need be able to read the directory's parents but by name. */
  static RunningChronyd start(Path directory, String name, List<String> configuration)
      throws IOException {
    Path file = directory.resolve(name + ".conf");
    List<String> lines = new ArrayList<>(configuration);
    lines.add("pidfile " + directory.resolve(name + ".pid"));
    Files.write(file, lines);
    String[] command = {
      "setpriv",
      "--reuid=65534",
      "--regid=65534",
      "--clear-groups",
      "--pdeathsig",
      "KILL",
      "chronyd",
      "-U",
      "-x",
      "-d",
      "-u",
      "nobody",
      "-f",
      file.toString()
    };
    return new RunningChronyd(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start());
  }

  /** The lines of {@code chronyc -c sources}. */
  static List<String> sources(int port) {
    return Command.output("chronyc", "-h", "::1", "-p", "" + port, "-c", "sources")
        .lines()
        .toList();
  }

  /** Waits until chronyc shows sources as wanted. */
  void awaitSources(int port, Predicate<List<String>> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      assertThat(process.isAlive()).as("chronyd runs").isTrue();
      assertThat(System.nanoTime()).as("chronyd shows its sources").isLessThan(deadline);
      try {
        if (wanted.test(sources(port))) {
          return;
        }
      } catch (AssertionError notYet) {
        assertThat(notYet).hasMessageContaining("506");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
