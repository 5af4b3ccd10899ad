package org.atlasagent.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.atlasagent.collector.Due;
import org.atlasagent.spectatord.Outbox;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's heart: one thread that runs the rounds as the timetable has them and sends what they
 * reported, a few datagrams at a time, until it is told to stop.
 */
final class Agent {
  private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(Outbox.PAUSE_MILLIS);

  private final Assembly assembly;
  private final BlockingPool pool;
  private final Outbox outbox;
  private final Timetable timetable;
  private final Clock clock;
  private final StateLog<Boolean> outputLog;
  private volatile boolean stopping;
  private volatile @Nullable Thread heart;

  /**
   * An agent that is ready to run.
   *
   * @param assembly its collectors
   * @param outbox where their lines leave
   * @param timetable when they run
   * @param surroundings what the collectors share
   * @param output the receiver, as messages name it
   */
  Agent(
      Assembly assembly,
      Outbox outbox,
      Timetable timetable,
      CollectorRun.Surroundings surroundings,
      String output) {
    this.assembly = assembly;
    this.outbox = outbox;
    this.timetable = timetable;
    pool = surroundings.pool();
    clock = surroundings.clock();
    Log log = surroundings.log();
    outputLog =
        new StateLog<>(
            true,
            surroundings.logPeriodNanos(),
            delivers -> {
              if (delivers) {
                log.info(
                    "output %s: delivers again; %d lines were dropped since the start"
                        .formatted(output, outbox.linesDropped()));
              } else {
                log.warn(
                    "output %s: lines are dropped: %s"
                        .formatted(output, outbox.problem().orElse("the batch is full")));
              }
            });
  }

  /** Runs until {@link #stop}; the last lines are sent. */
  void run() {
    heart = Thread.currentThread();
    assembly.round(Due.ALL);
    boolean more = pump();
    while (!stopping) {
      long wait = timetable.next() - clock.nanos();
      if (wait > 0) {
        clock.waitNanos(more ? Math.min(wait, PAUSE_NANOS) : wait);
      }
      if (timetable.next() - clock.nanos() <= 0 && !stopping) {
        assembly.round(timetable.advance(clock.nanos(), clock.wallMillis()));
        more = pump();
      } else if (more) {
        more = pump();
      }
    }
    sayLastWords();
  }

  /** Ends the run, from any thread. */
  void stop() {
    stopping = true;
    Thread running = heart;
    if (running != null) {
      LockSupport.unpark(running);
    }
  }

  private boolean pump() {
    boolean more = outbox.pump();
    outputLog.update(outbox.problem().isEmpty(), clock.nanos());
    return more;
  }

  private void sayLastWords() {
    long deadline = clock.nanos() + LAST_WORDS_NANOS;
    pool.tick();
    while (pump() && clock.nanos() - deadline < 0) {
      clock.waitNanos(PAUSE_NANOS);
    }
    outbox.close();
  }
}
