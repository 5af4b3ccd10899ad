package org.atlasagent.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks questions that may block for ever, on a few threads that are made on demand and end when
 * idle. One thread serves everybody as long as it gets answers; another is made only when it hangs.
 *
 * <p>What answered last time is asked first and may use every thread. What hung last time is asked
 * last, one at a time, and never on the last thread, nor is what never answered or is of the kind
 * of what hangs and has not answered since: a dead disk or network cannot take the healthy ones
 * with it. Questions that find no thread are lost, and told so.
 */
final class BlockingPool {
  /** How a question ends; every method runs on the thread that calls {@link #tick}. */
  interface Reply<T> {
    /** The answer is there. */
    void answered(T answer, long finishedNanos);

    /** The question threw. */
    void failed(Throwable failure, long finishedNanos);

    /** The question hangs; it may still be answered. Told once. */
    void overdue();

    /** The question was never asked: no thread is left that does not hang. */
    void lost();
  }

  private static final int MAX_THREADS = 3;

  private final Clock clock;
  private final long overdueNanos;
  private final long idleNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();

  private final List<BlockingCall<?>> running = new ArrayList<>(MAX_THREADS);
  private final Map<String, BlockingCall<?>> open = new HashMap<>();

  /** What tells how the calls ended that have ended since the last tick. */
  private final List<Runnable> endings = new ArrayList<>();

  private final Reputation reputation = new Reputation();
  private final RankedCalls waiting = new RankedCalls(reputation);
  private int threads;
  private int idle;
  private int threadsMade;

  /**
   * A pool without threads.
   *
   * @param clock the monotonic clock
   * @param overdueNanos how long a question may take before it counts as hanging
   * @param idleNanos how long a thread waits for more before it ends
   */
  BlockingPool(Clock clock, long overdueNanos, long idleNanos) {
    this.clock = clock;
    this.overdueNanos = overdueNanos;
    this.idleNanos = idleNanos;
  }

  /** Asks something that is the only one of its kind. */
  <T> boolean ask(String key, Callable<T> question, Reply<? super T> reply) {
    return ask(key, key, question, reply);
  }

  /**
   * Asks, unless the same key is still without an answer.
   *
   * @param kind what would hang together
   * @return whether the question was taken
   */
  <T> boolean ask(String kind, String key, Callable<T> question, Reply<? super T> reply) {
    lock.lock();
    try {
      if (open.containsKey(key)) {
        return false;
      }
      BlockingCall<T> call = new BlockingCall<>(kind, key, question, reply, clock.nanos());
      open.put(key, call);
      waiting.add(call);
      if (threads == 0) {
        startThread();
      } else {
        work.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a question still waits or runs and does not hang. */
  boolean asking() {
    lock.lock();
    try {
      return open.size() > running.stream().filter(call -> call.late).count();
    } finally {
      lock.unlock();
    }
  }

  /** Whether an answer is still to come, or to be delivered, and the question does not hang. */
  boolean pending() {
    lock.lock();
    try {
      return !endings.isEmpty() || asking();
    } finally {
      lock.unlock();
    }
  }

  /** Threads that exist now. */
  int threads() {
    lock.lock();
    try {
      return threads;
    } finally {
      lock.unlock();
    }
  }

  /** Delivers what was answered, tells what hangs, and sees to it that the rest is asked. */
  void tick() {
    List<Runnable> news;
    lock.lock();
    try {
      if (open.isEmpty() && endings.isEmpty()) {
        return;
      }
      news = new ArrayList<>(endings);
      endings.clear();
      int hanging = tellOverdue(news);
      if (!waiting.isEmpty()) {
        if (idle > 0) {
          work.signal();
        } else if (hanging == threads && threads < MAX_THREADS) {
          startThread();
        }
        tellLost(hanging, news);
      }
    } finally {
      lock.unlock();
    }
    news.forEach(Runnable::run);
  }

  private int tellOverdue(List<Runnable> news) {
    long now = clock.nanos();
    int hanging = 0;
    for (BlockingCall<?> call : running) {
      if (now - call.since >= overdueNanos) {
        hanging++;
        if (!call.late) {
          call.late = true;
          reputation.hung(call.kind, call.key);
          waiting.rankAgain();
          news.add(call.reply::overdue);
        }
      }
    }
    return hanging;
  }

  /** Gives up what cannot be asked because the threads it may use hang. */
  private void tellLost(int hanging, List<Runnable> news) {
    if (hanging >= MAX_THREADS) {
      lose(Reputation.TRUSTED, news);
    } else if (hanging >= MAX_THREADS - 1 && !mayUseLastThread()) {
      lose(Reputation.UNKNOWN, news);
    }
  }

  private void lose(int rank, List<Runnable> news) {
    for (BlockingCall<?> call : waiting.removeFrom(rank)) {
      open.remove(call.key);
      news.add(call.reply::lost);
    }
  }

  /** While nothing is known to answer, there is nothing to keep the last thread for. */
  private boolean mayUseLastThread() {
    return !reputation.trustsAny();
  }

  private void startThread() {
    threads++;
    Thread thread = new Thread(this::serve, "blocking-" + ++threadsMade);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    for (BlockingCall<?> call = take(); call != null; call = take()) {
      answer(call);
    }
  }

  private void answer(BlockingCall<?> call) {
    Runnable ending = call.ask(clock);
    lock.lock();
    try {
      running.remove(call);
      open.remove(call.key);
      endings.add(ending);
      if (!call.late) {
        reputation.answered(call.kind, call.key);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next call for a thread; null when the thread shall end. */
  private @Nullable BlockingCall<?> take() {
    lock.lock();
    try {
      long left = idleNanos;
      while (true) {
        BlockingCall<?> call = choose();
        if (call != null) {
          running.add(call);
          call.since = clock.nanos();
          return call;
        }
        if (left <= 0) {
          threads--;
          return null;
        }
        idle++;
        try {
          left = work.awaitNanos(left);
        } finally {
          idle--;
        }
      }
    } catch (InterruptedException ended) {
      threads--;
      return null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable BlockingCall<?> choose() {
    boolean threadToSpare = running.size() < MAX_THREADS - 1 || mayUseLastThread();
    BlockingCall<?> call = waiting.poll(Reputation.TRUSTED);
    if (call == null && threadToSpare) {
      call = waiting.poll(Reputation.UNKNOWN);
      if (call == null && !suspectRuns()) {
        call = waiting.poll(Reputation.SUSPECT);
      }
    }
    return call;
  }

  private boolean suspectRuns() {
    return running.stream().anyMatch(call -> reputation.isSuspect(call.key) && !call.late);
  }

  /** Waits until nothing is pending or the time is over, ticking; for single rounds. */
  void drain(long nanos) {
    long deadline = clock.nanos() + nanos;
    tick();
    while (pending() && clock.nanos() - deadline < 0) {
      clock.waitNanos(TimeUnit.MILLISECONDS.toNanos(5));
      tick();
    }
  }
}
