package org.atlasagent.atlas;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.atlasagent.receiver.StepListener;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the values of each step to a backend of Atlas. It listens to a receiver, and sends what
 * it heard while {@link #run} is executed. What the backend cannot take is kept for a minute and
 * tried again, with longer and longer pauses; what it refuses is dropped.
 */
public final class Publisher implements Runnable, AutoCloseable {
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final long delayMillis;
  private final Waiting waiting;
  private final Post post;
  private final StepEncoder encoder;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile @Nullable String problem;
  private int failures;

  /**
   * A publisher that has not begun.
   *
   * @param target where to
   * @param delayMillis how long after the end of a step it is sent: a fleet whose steps end at the
   *     same time does not send at the same time
   * @param nanoTime the monotonic clock
   * @param wallMillis the wall clock
   */
  public Publisher(
      Target target, long delayMillis, LongSupplier nanoTime, LongSupplier wallMillis) {
    this(target, delayMillis, nanoTime, wallMillis, Limits.USUAL);
  }

  Publisher(
      Target target,
      long delayMillis,
      LongSupplier nanoTime,
      LongSupplier wallMillis,
      Limits limits) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.delayMillis = delayMillis;
    waiting = new Waiting(limits.waitingBytes());
    post = new Post(target, limits, nanoTime);
    encoder = new StepEncoder(waiting, limits.values(), nanoTime, wallMillis, post::cutOverdue);
  }

  /** To be told of the steps of a receiver. */
  public StepListener steps() {
    return encoder;
  }

  /** Sends until it is closed, and what waits then once. */
  @Override
  public void run() {
    try {
      Optional<Payload> next = waiting.take();
      while (next.isPresent() && !isHopeless()) {
        Payload payload = next.get();
        waiting.pause(delayMillis - ageMillis(payload), nanoTime);
        deliver(payload);
        next = waiting.take();
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  /** Values that the backend has taken, since the start. */
  public long sent() {
    return sent.get();
  }

  /** Values that were refused, or could not be delivered in time, since the start. */
  public long dropped() {
    return dropped.get() + waiting.dropped();
  }

  /** What is wrong at present: a repetition failed, or values were refused. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Tries whether the backend can be reached; what is wrong. */
  public Optional<String> probe() {
    return post.probe();
  }

  /** Ends {@link #run} as soon as what waits has been tried once; any thread may call. */
  @Override
  public void close() {
    waiting.close();
  }

  /** Ends what is being sent; any thread may call. */
  public void cut() {
    post.cut();
  }

  private void deliver(Payload payload) throws InterruptedException {
    while (!attempt(payload)) {
      waiting.pause(pauseMillis(), nanoTime);
      if (waiting.isClosed() || ageMillis(payload) > limits.keptMillis()) {
        dropped.addAndGet(payload.values());
        return;
      }
    }
  }

  /** Whether there is no time left for a backend that does not take anything. */
  private boolean isHopeless() {
    return failures > 0 && waiting.isClosed();
  }

  /** Sends it once; whether that was all there is to do about it. */
  private boolean attempt(Payload payload) {
    return switch (post.send(payload)) {
      case Answer.Taken(int refused, String why) -> {
        sent.addAndGet(payload.values() - refused);
        dropped.addAndGet(refused);
        problem = refused == 0 ? null : why;
        failures = 0;
        yield true;
      }
      case Answer.Refused(String why) -> {
        dropped.addAndGet(payload.values());
        problem = why;
        failures = 0;
        yield true;
      }
      case Answer.Failed(String why) -> {
        failures++;
        if (failures > 1) {
          problem = why;
        }
        yield false;
      }
    };
  }

  private long pauseMillis() {
    // Doubled so often that the longest is reached from any first one.
    long doubled = limits.pauseMillis() << Math.min(failures - 1, 16);
    return Math.min(doubled, limits.longestPauseMillis());
  }

  private long ageMillis(Payload payload) {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - payload.madeNanos());
  }
}
