package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.spectatord.ProtocolLine;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;

/** The agent and its unit as they are shipped, in a box. */
final class InstalledUnit {
  static final String NAME = "atlas-system-agent";
  static final String SOCKET = "/run/spectatord/spectatord.unix";

  private static final String UNIT = NAME + ".service";
  private static final String PROGRAM = "/usr/bin/" + NAME;
  private static final String HOME = "/usr/lib/" + NAME;
  private static final String LOG = "/var/log/" + NAME + ".log";
  private static final Path SOURCES = Path.of("packaging/systemd");
  private static final Path OPTIONS = Path.of("packaging/image/jvm.options");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SystemdBox box;

  private InstalledUnit(SystemdBox box) {
    this.box = box;
  }

  /** Puts program and unit where they belong; nothing is started. */
  static InstalledUnit in(SystemdBox box) {
    Path jar = AgentProcess.jar();
    String home = box.root() + HOME;
    Command.output("mkdir", "-p", home, box.root() + "/run/spectatord");
    Command.output("cp", "-r", jar.toString(), jar.resolveSibling("lib").toString(), home);
    Command.output("cp", OPTIONS.toString(), home);
    // The checkout may lie below /tmp or /home, of which the unit sees nothing.
    List<String> command =
        new ArrayList<>(AgentProcess.program(Path.of(HOME, "" + jar.getFileName())));
    command.replaceAll(part -> part.startsWith("@") ? "@" + Path.of(HOME, "jvm.options") : part);
    box.write(PROGRAM, "#!/bin/sh\nexec " + String.join(" ", command) + " \"$@\"\n");
    box.run("chmod", "755", PROGRAM);
    box.write("/etc/systemd/system/" + UNIT, text(SOURCES.resolve(UNIT)));
    InstalledUnit unit = new InstalledUnit(box);
    // There is no journal in the box.
    unit.dropIn(
        "log",
        "[Service]\nStandardOutput=append:%s\nStandardError=append:%s\n".formatted(LOG, LOG));
    Skip.unless(unit.runsAsNobody(), "other users than root cannot run " + command.getFirst());
    return unit;
  }

  private boolean runsAsNobody() {
    try {
      box.run(asNobody("--version").toArray(String[]::new));
      return true;
    } catch (AssertionError refused) {
      return false;
    }
  }

  /** Writes the configuration file. */
  void configure(String... lines) {
    box.write("/etc/default/" + NAME, String.join("\n", lines) + "\n");
  }

  /** Changes the unit by a drop-in. */
  void dropIn(String name, String text) {
    box.write("/etc/systemd/system/%s.d/%s.conf".formatted(UNIT, name), text);
    box.systemctl("daemon-reload");
  }

  /** Changes the unit by a drop-in that is shipped. */
  void shippedDropIn(String name) {
    dropIn(name, text(SOURCES.resolve("drop-ins").resolve(name + ".conf")));
  }

  /** Starts it; done when it says that it is ready. */
  void start() {
    box.systemctl("start", UNIT);
  }

  void restart() {
    box.systemctl("restart", UNIT);
  }

  void stop() {
    box.systemctl("stop", UNIT);
  }

  String property(String name) {
    return box.property(UNIT, name);
  }

  /** What it has logged since the box was started. */
  String log() {
    Path log = Path.of(box.root() + LOG);
    return Files.exists(log) ? text(log) : "";
  }

  void awaitLog(String words) {
    awaitLog(words, 1);
  }

  void awaitLog(String words, int times) {
    Await.until(
        "the log says \"" + words + "\"",
        () -> log().split(Pattern.quote(words), -1).length > times);
  }

  /** A command of the box that runs the agent as an ordinary user. */
  static List<String> asNobody(String... arguments) {
    List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534"));
    command.addAll(List.of("--clear-groups", PROGRAM));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The series that root sees. */
  Set<String> printedByRoot(String... variables) {
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(List.of(variables));
    command.addAll(List.of(PROGRAM, "print", "--format=lines"));
    return printed(command);
  }

  /** The series that an ordinary user sees. */
  Set<String> printedByNobody() {
    return printed(asNobody("print", "--format=lines"));
  }

  private Set<String> printed(List<String> printing) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>/dev/null", "sh"));
    command.addAll(printing);
    Received received = new Received(NAME);
    box.run(command.toArray(String[]::new)).lines().forEach(received::add);
    return series(received.lines());
  }

  /** A socket for its lines, of a mode and of a group. */
  UnixDatagramReceiver receiver(String mode, String group) {
    UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(Path.of(box.root() + SOCKET));
    box.run("chmod", mode, SOCKET);
    box.run("chgrp", group, SOCKET);
    return receiver;
  }

  /** The series that arrive until all that are awaited have come, and one more round. */
  Set<String> received(UnixDatagramReceiver receiver, Set<String> awaited) {
    Received received = new Received(NAME);
    Await.until(
        "all series came",
        () -> {
          received.add(receiver.receive(PATIENCE).orElseThrow());
          return series(received.lines()).containsAll(awaited);
        });
    long rounds = minutes(received);
    Await.until(
        "a minute has passed",
        () -> {
          received.add(receiver.receive(PATIENCE).orElseThrow());
          return minutes(received) > rounds + 1;
        });
    return series(received.lines());
  }

  private static long minutes(Received received) {
    return received.lines().stream().filter(line -> line.name().equals("agent.uptime")).count();
  }

  /** Name and tags, without those of the agent itself: its durations and outcomes differ. */
  private static Set<String> series(List<ProtocolLine> lines) {
    Set<String> series = new TreeSet<>();
    for (ProtocolLine line : lines) {
      if (!line.name().startsWith("agent.")) {
        series.add(line.name() + new TreeMap<>(line.tags()));
      }
    }
    return series;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
