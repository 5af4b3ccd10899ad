package org.atlasagent.source.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.atlasagent.source.SourceException;

/**
 * A program that the agent has started: without a shell, without the agent's environment and with
 * nothing to read. What it says on its standard error is drained, so that it never blocks there;
 * the beginning is kept for messages. It is ended with the processes that it has started.
 */
final class ChildProcess implements AutoCloseable {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C");
  private static final File NOTHING = new File("/dev/null");
  private static final int COMPLAINT_BYTES = 512;

  /** How long a program may take to clean up behind itself before it is killed. */
  private static final long GRACE_MILLIS = 300;

  private final String program;
  private final Process process;
  private final Drain complaint;

  private ChildProcess(String program, Process process) {
    this.program = program;
    this.process = process;
    complaint = Drain.start(program + " stderr", process.getErrorStream(), COMPLAINT_BYTES);
  }

  /**
   * Starts a program.
   *
   * @param command the path of the program and its arguments, which nothing interprets
   * @throws SourceException when it cannot be started
   */
  static ChildProcess start(List<String> command) {
    String program = command.getFirst();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    builder.directory(new File("/")).redirectInput(NOTHING);
    try {
      return new ChildProcess(program, builder.start());
    } catch (IOException failure) {
      throw new SourceException(program, "cannot be started: " + failure.getMessage(), failure);
    }
  }

  /** What it prints. */
  InputStream output() {
    return process.getInputStream();
  }

  /** Waits until it has ended, at most so long; whether it has. */
  boolean endsWithin(long time, TimeUnit unit) throws InterruptedException {
    return process.waitFor(time, unit);
  }

  /** Whether it has ended, and said that all went well. */
  boolean endedWell() {
    return !process.isAlive() && process.exitValue() == 0;
  }

  /** How it ended, with the beginning of what it said about it. */
  String ending() {
    if (process.isAlive()) {
      return "still runs";
    }
    awaitComplaint();
    String how = "exit code " + process.exitValue();
    String words = complaint.text().strip();
    return words.isEmpty() ? how : how + ": " + words;
  }

  /** What a process wrote last may still be on its way when the process has ended. */
  private void awaitComplaint() {
    try {
      // Where another process keeps the stream open, what has come so far must do.
      boolean _ = complaint.endsWithin(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends it and the processes that it has started: by SIGTERM, for it may have files to remove, and
   * soon after by SIGKILL. A process whose parent has ended before it is out of reach.
   */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    all.addAll(process.descendants().toList());
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public String toString() {
    return program;
  }
}
