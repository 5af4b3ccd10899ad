package org.atlasagent.source.host;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.atlasagent.source.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * A program that is run again and again for what it prints: one run at a time, each with a deadline
 * and a bound on its output. Whoever asks waits; any thread may close.
 */
final class SingleRun implements AutoCloseable {
  private static final long LAST_OUTPUT_MILLIS = 500;

  private final List<String> command;
  private final long deadlineMillis;
  private final int mostBytes;
  private @Nullable ChildProcess running;
  private boolean closed;

  /**
   * A program that does not run yet.
   *
   * @param command its path and arguments
   * @param deadlineMillis after which a run is ended
   * @param mostBytes that a run may print
   */
  SingleRun(List<String> command, long deadlineMillis, int mostBytes) {
    this.command = List.copyOf(command);
    this.deadlineMillis = deadlineMillis;
    this.mostBytes = mostBytes;
  }

  /**
   * Runs it.
   *
   * @return what it printed
   * @throws SourceException when it cannot be started, fails, prints too much, or takes too long
   */
  String run() {
    try (ChildProcess child = start()) {
      Drain output = Drain.start(child + " stdout", child.output(), mostBytes);
      if (!child.endsWithin(deadlineMillis, TimeUnit.MILLISECONDS)) {
        throw failure("did not end within " + deadlineMillis + " ms and was killed");
      }
      // A program whose children are ended may believe that all went well.
      if (isClosed()) {
        throw failure("was ended: the agent ends");
      }
      if (!child.endedWell()) {
        throw failure(child.ending());
      }
      if (!output.endsWithin(LAST_OUTPUT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw failure("has ended, but another process keeps its output open");
      }
      if (output.isCut()) {
        throw failure("printed more than " + mostBytes + " bytes");
      }
      return output.text();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw failure("was interrupted");
    } finally {
      setRunning(null);
    }
  }

  /** Ends the run of another thread; none begins any more. */
  @Override
  public void close() {
    ChildProcess child;
    synchronized (this) {
      closed = true;
      child = running;
    }
    if (child != null) {
      child.close();
    }
  }

  private synchronized ChildProcess start() {
    if (closed) {
      throw failure("is not started any more: the agent ends");
    }
    ChildProcess child = ChildProcess.start(command);
    running = child;
    return child;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void setRunning(@Nullable ChildProcess child) {
    running = child;
  }

  private SourceException failure(String problem) {
    return new SourceException(command.getFirst(), problem);
  }
}
