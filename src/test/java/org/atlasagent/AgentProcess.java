package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.atlasagent.testing.Await;

/**
 * The packaged agent as a process of its own, started as the launcher starts it. Its output goes to
 * files; it is killed when it is closed.
 */
final class AgentProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The flags of the launchers. */
  static final Path JVM_OPTIONS = Path.of("packaging/image/jvm.options").toAbsolutePath();

  private final Process process;
  private final Path out;
  private final Path err;

  private AgentProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** The program and its flags, without arguments of the agent. */
  static List<String> program(Path jar) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + JVM_OPTIONS);
    command.add("-jar");
    command.add(jar.toString());
    return command;
  }

  /** The packaged jar, where failsafe says that it is. */
  static Path jar() {
    return Path.of(Objects.requireNonNull(System.getProperty("agent.jar"), "agent.jar is not set"));
  }

  /** Starts the agent; its output is kept in a directory. */
  static AgentProcess start(Path directory, Map<String, String> environment, String... arguments) {
    List<String> command = program(jar());
    command.addAll(List.of(arguments));
    return start(directory, environment, command);
  }

  /** Starts any command in the way of the agent. */
  static AgentProcess start(Path directory, Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile(directory, "out", ".txt");
      Path err = Files.createTempFile(directory, "err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder
          .environment()
          .keySet()
          .removeAll(
              List.of(
                  "SPECTATOR_OUTPUT_LOCATION",
                  "VERBOSE_AGENT",
                  "JOURNAL_STREAM",
                  "JAVA_TOOL_OPTIONS"));
      builder.environment().putAll(environment);
      return new AgentProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end; the exit code. */
  int exitCode() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the agent does not end; it says: " + err());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return process.exitValue();
  }

  /** The process as the JDK sees it. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its threads that ask what may block; they are bounded. */
  int blockingThreads() {
    try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid()), "task"))) {
      return (int) threads.filter(AgentProcess::asksWhatMayBlock).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean asksWhatMayBlock(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"), UTF_8).startsWith("blocking-");
    } catch (IOException ended) {
      return false;
    }
  }

  /** How many things are said to hang and not to answer again. */
  int hanging() {
    String err = err();
    return err.split(" does not answer", -1).length - err.split(" answers again", -1).length;
  }

  /** Sends a signal as kill(1) does. */
  void signal(String name) {
    signal(name, process.pid());
  }

  /** Sends a signal to the process that the started one waits for, directly or not. */
  void signalInnermost(String name) {
    List<ProcessHandle> descendants = process.descendants().toList();
    List<ProcessHandle> innermost =
        descendants.stream().filter(one -> one.children().findAny().isEmpty()).toList();
    if (innermost.size() != 1) {
      throw new AssertionError("not one process below: " + descendants);
    }
    signal(name, innermost.getFirst().pid());
  }

  private static void signal(String name, long pid) {
    try {
      Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What it has written to its standard output. */
  String out() {
    return text(out);
  }

  /** What it has written to its standard error. */
  String err() {
    return text(err);
  }

  /** Waits until its standard error says something. */
  void awaitErr(String words) {
    Await.until("the agent says \"" + words + "\"", () -> err().contains(words));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** The content of a file. */
  static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
