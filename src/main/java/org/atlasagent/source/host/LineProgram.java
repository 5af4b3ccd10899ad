package org.atlasagent.source.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.atlasagent.source.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs as long as the agent and prints a line now and then: read on a thread of its
 * own, and started again when it ends, after a pause that grows while it does not run steadily. Any
 * thread may ask, without waiting, and close.
 */
final class LineProgram implements AutoCloseable {
  private static final int LONGEST_LINE_BYTES = 4096;

  /** What nobody asks for is dropped, the oldest first. */
  private static final int MOST_LINES = 1000;

  private final List<String> command;
  private final long shortestPauseNanos;
  private final long longestPauseNanos;
  private final LongSupplier nanoClock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private List<String> lines = new ArrayList<>();
  private Optional<String> problem = Optional.empty();
  private @Nullable ChildProcess child;
  private boolean closed;

  private LineProgram(
      List<String> command, long shortestNanos, long longestNanos, LongSupplier nanoClock) {
    this.command = List.copyOf(command);
    shortestPauseNanos = shortestNanos;
    longestPauseNanos = longestNanos;
    this.nanoClock = nanoClock;
  }

  /**
   * Starts a program.
   *
   * @param command its path and arguments
   * @param shortestNanos the pause before it is started again; doubled each time
   * @param longestNanos the longest such pause; a program that ran for longer is a steady one
   * @param nanoClock the monotonic clock
   */
  static LineProgram start(
      List<String> command, long shortestNanos, long longestNanos, LongSupplier nanoClock) {
    LineProgram program = new LineProgram(command, shortestNanos, longestNanos, nanoClock);
    Thread thread = new Thread(program::serve, command.getFirst());
    thread.setDaemon(true);
    thread.start();
    return program;
  }

  /**
   * What has come since the last time.
   *
   * @param lines all lines, in their order; of one that is too long, the beginning
   * @param problem why it does not run now; empty while it does
   */
  record Output(List<String> lines, Optional<String> problem) {
    Output {
      lines = List.copyOf(lines);
    }
  }

  /** Takes what has come since the last time. */
  Output take() {
    lock.lock();
    try {
      Output output = new Output(lines, problem);
      lines = new ArrayList<>();
      return output;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the program; it is not started any more. */
  @Override
  public void close() {
    ChildProcess running;
    lock.lock();
    try {
      closed = true;
      running = child;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.close();
    }
  }

  private void serve() {
    long pause = shortestPauseNanos;
    while (true) {
      long began = nanoClock.getAsLong();
      String ending = runOnce();
      if (nanoClock.getAsLong() - began > longestPauseNanos) {
        pause = shortestPauseNanos;
      }
      if (isClosedWithin(pause, ending)) {
        return;
      }
      pause = Math.min(2 * pause, longestPauseNanos);
    }
  }

  /** Runs it until it ends; how it ended. */
  private String runOnce() {
    try (ChildProcess started = startUnlessClosed()) {
      if (started == null) {
        return "closed";
      }
      BoundedLines output = new BoundedLines(started.output(), LONGEST_LINE_BYTES);
      for (Optional<String> line = output.next(); line.isPresent(); line = output.next()) {
        keep(line.get());
      }
      // Who has closed its output has nothing more to say; it may need a moment to end.
      started.endsWithin(1, TimeUnit.SECONDS);
      return command.getFirst() + ": " + started.ending();
    } catch (SourceException | IOException failure) {
      return String.valueOf(failure.getMessage());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private @Nullable ChildProcess startUnlessClosed() {
    lock.lock();
    try {
      if (closed) {
        return null;
      }
      child = ChildProcess.start(command);
      problem = Optional.empty();
      return child;
    } finally {
      lock.unlock();
    }
  }

  private void keep(String line) {
    lock.lock();
    try {
      if (lines.size() == MOST_LINES) {
        lines.removeFirst();
      }
      lines.add(line);
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosedWithin(long nanos, String ending) {
    lock.lock();
    try {
      child = null;
      problem = Optional.of(ending);
      long left = nanos;
      while (!closed && left > 0) {
        left = closing.awaitNanos(left);
      }
      return closed;
    } catch (InterruptedException ended) {
      return true;
    } finally {
      lock.unlock();
    }
  }
}
