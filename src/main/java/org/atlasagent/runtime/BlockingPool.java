package org.atlasagent.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  /** What waits for a thread, by its rank; each in the order in which it was asked. */
  private final List<Deque<Call<?>>> waiting =
      List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());

  private final List<Call<?>> running = new ArrayList<>(MAX_THREADS);
  private final Map<String, Call<?>> open = new HashMap<>();
  private final List<Call<?>> finished = new ArrayList<>();
  private final Reputation reputation = new Reputation();
  private int threads;
  private int idle;
  private int threadsMade;

  private static final class Call<T> {
    final String kind;
    final String key;
    final Callable<T> question;
    final Reply<? super T> reply;
    boolean late;
    long since;
    @Nullable Runnable delivery;

    Call(String kind, String key, Callable<T> question, Reply<? super T> reply) {
      this.kind = kind;
      this.key = key;
      this.question = question;
      this.reply = reply;
    }
  }

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
      Call<T> call = new Call<>(kind, key, question, reply);
      call.since = clock.nanos();
      open.put(key, call);
      waiting.get(reputation.rank(key)).add(call);
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
      return !finished.isEmpty() || asking();
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
      if (open.isEmpty() && finished.isEmpty()) {
        return;
      }
      news = new ArrayList<>();
      for (Call<?> call : finished) {
        if (call.delivery != null) {
          news.add(call.delivery);
        }
      }
      finished.clear();
      int hanging = tellOverdue(news);
      if (isAnyWaiting()) {
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
    for (Call<?> call : running) {
      if (now - call.since >= overdueNanos) {
        hanging++;
        if (!call.late) {
          call.late = true;
          reputation.hung(call.kind, call.key);
          rankAgain();
          news.add(call.reply::overdue);
        }
      }
    }
    return hanging;
  }

  /** What hangs has cost others their good name. */
  private void rankAgain() {
    List<Call<?>> calls = new ArrayList<>();
    waiting.forEach(calls::addAll);
    waiting.forEach(Deque::clear);
    calls.forEach(call -> waiting.get(reputation.rank(call.key)).add(call));
  }

  private boolean isAnyWaiting() {
    return waiting.stream().anyMatch(calls -> !calls.isEmpty());
  }

  /** Gives up what cannot be asked because the threads it may use hang. */
  private void tellLost(int hanging, List<Runnable> news) {
    boolean noneLeft = hanging >= MAX_THREADS;
    boolean onlyForTrusted = hanging >= MAX_THREADS - 1 && !mayUseLastThread();
    for (int rank = 0; rank < waiting.size(); rank++) {
      if (noneLeft || (onlyForTrusted && rank != Reputation.TRUSTED)) {
        for (Call<?> call : waiting.get(rank)) {
          open.remove(call.key);
          news.add(call.reply::lost);
        }
        waiting.get(rank).clear();
      }
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
    for (Call<?> call = take(); call != null; call = take()) {
      answer(call);
    }
  }

  private <T> void answer(Call<T> call) {
    Runnable delivery;
    try {
      T answer = call.question.call();
      long now = clock.nanos();
      delivery = () -> call.reply.answered(answer, now);
    } catch (Throwable failure) {
      // Whatever it is, the thread lives on and the asker hears of it.
      long now = clock.nanos();
      delivery = () -> call.reply.failed(failure, now);
    }
    lock.lock();
    try {
      call.delivery = delivery;
      running.remove(call);
      open.remove(call.key);
      finished.add(call);
      if (!call.late) {
        reputation.answered(call.kind, call.key);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next call for a thread; null when the thread shall end. */
  private @Nullable Call<?> take() {
    lock.lock();
    try {
      long left = idleNanos;
      while (true) {
        Call<?> call = choose();
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

  private @Nullable Call<?> choose() {
    boolean threadToSpare = running.size() < MAX_THREADS - 1 || mayUseLastThread();
    Call<?> call = waiting.get(Reputation.TRUSTED).poll();
    if (call == null && threadToSpare) {
      call = waiting.get(Reputation.UNKNOWN).poll();
      if (call == null && !suspectRuns()) {
        call = waiting.get(Reputation.SUSPECT).poll();
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
