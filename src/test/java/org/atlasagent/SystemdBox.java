package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;

/**
 * A real systemd with a real bus, process 1 of namespaces of its own: {@code
 * src/test/systemd/box.sh}. Root only.
 */
final class SystemdBox implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/test/systemd/box.sh");
  private static final Path SYSTEMD = Path.of("/usr/lib/systemd/systemd");

  private final Path directory;
  private final Process process;

  private SystemdBox(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /** Skips the test that calls where there can be no box. */
  static void require() {
    Skip.unless("root".equals(System.getProperty("user.name")), "only root can make a box");
    Skip.unless(Files.isExecutable(SYSTEMD), "there is no systemd");
    Skip.withoutPrograms("dbus-daemon", "findmnt", "ip", "nsenter", "setpriv", "unshare");
  }

  /**
   * Starts a box.
   *
   * @param directory for what the box needs; empty
   * @param services unit files of services by name; all of them are started
   */
  static SystemdBox start(Path directory, Map<String, String> services) {
    Path units = directory.resolve("units");
    write(
        units.resolve("box.target"),
        "[Unit]\nRequires=dbus.socket dbus.service\nWants=%s\n"
            .formatted(String.join(" ", services.keySet())));
    services.forEach((name, unit) -> write(units.resolve(name), unit));
    try {
      Process process =
          new ProcessBuilder("/bin/bash", SCRIPT.toString(), directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      SystemdBox box = new SystemdBox(directory, process);
      box.awaitBus();
      return box;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitBus() {
    try {
      Await.until(
          "the box has a bus",
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError("no box: " + text(directory.resolve("log")));
            }
            return Files.exists(directory.resolve("pid"))
                && !text(directory.resolve("pid")).isEmpty()
                && Files.exists(root().resolve("run/dbus/system_bus_socket"));
          });
    } catch (AssertionError failure) {
      close();
      throw failure;
    }
  }

  /** The root of the box. */
  Path root() {
    return Path.of("/proc", pid(), "root");
  }

  /**
   * A command that runs among the processes of the box, where they have the numbers known there.
   */
  List<String> among(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("nsenter", "--target", pid(), "--pid"));
    whole.addAll(command);
    return whole;
  }

  /** Runs systemctl in the box; it must succeed. */
  String systemctl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("systemctl"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new)).strip();
  }

  /** Runs a command in the box, as root; it must succeed. */
  String run(String... command) {
    return Command.output(inside(List.of(command)).toArray(String[]::new));
  }

  /** A command that runs in the box. */
  List<String> inside(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("nsenter", "--target", pid(), "--all"));
    whole.addAll(command);
    return whole;
  }

  /** Writes a file of the box, given its path there. */
  void write(String path, String text) {
    write(root().resolve(path.substring(1)), text);
  }

  /** Adds a service and starts it. */
  void add(String name, String unit) {
    write(root().resolve("etc/systemd/system").resolve(name), unit);
    systemctl("daemon-reload");
    systemctl("start", name);
  }

  /** A property of a unit of the box, as systemctl shows it. */
  String property(String unit, String name) {
    return systemctl("show", "--value", "--property=" + name, unit);
  }

  /** Ends the box, which takes all of its processes with it. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The number of its process 1 out here. */
  String pid() {
    return text(directory.resolve("pid")).strip();
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
