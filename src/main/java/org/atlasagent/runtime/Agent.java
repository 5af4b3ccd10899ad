package org.atlasagent.runtime;

import java.util.Optional;
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

  /** The minute round after which the compiler of the virtual machine has little left to do. */
  private static final int SETTLED = 10;

  private final Assembly assembly;
  private final BlockingPool pool;
  private final Outbox outbox;
  private final Timetable timetable;
  private final Clock clock;
  private final Supervisor supervisor;
  private final StateLog<Optional<String>> outputLog;
  private final Runnable afterStart;
  private int minuteRounds;
  private boolean more;
  private long nextPump;
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
   * @param supervisor who wants to hear how the agent is; told a last time in the end
   * @param afterStart what is done when all collectors have run for a second time, and once more
   *     when what runs often is compiled
   */
  Agent(
      Assembly assembly,
      Outbox outbox,
      Timetable timetable,
      RunSurroundings surroundings,
      String output,
      Supervisor supervisor,
      Runnable afterStart) {
    this.assembly = assembly;
    this.afterStart = afterStart;
    this.outbox = outbox;
    this.timetable = timetable;
    this.supervisor = supervisor;
    pool = surroundings.pool();
    clock = surroundings.clock();
    Log log = surroundings.log();
    outputLog =
        new StateLog<>(
            Optional.empty(),
            surroundings.logPeriodNanos(),
            problem -> tellOutput(problem, output, log));
  }

  private void tellOutput(Optional<String> problem, String output, Log log) {
    Optional<String> trouble =
        problem.map(why -> "output " + output + ": lines are dropped: " + why);
    trouble.ifPresentOrElse(
        log::warn,
        () ->
            log.info(
                "output "
                    + output
                    + ": delivers again; "
                    + outbox.linesDropped()
                    + " lines were dropped since the start"));
    supervisor.trouble(trouble);
  }

  /** Runs until {@link #stop}; the last lines are sent. */
  void run() {
    heart = Thread.currentThread();
    assembly.round(Due.ALL);
    pump();
    supervisor.ready();
    while (!stopping) {
      boolean pumpFirst = more && nextPump - timetable.next() < 0;
      waitUntil(supervisor.beforeSign(pumpFirst ? nextPump : timetable.next()));
      if (!stopping && isPast(timetable.next())) {
        Due due = timetable.advance(clock.nanos(), clock.wallMillis());
        assembly.round(due);
        more = true;
        if (due.minute()) {
          minuteRounds++;
          if (minuteRounds == 1 || minuteRounds == SETTLED) {
            afterStart.run();
          }
        }
      }
      if (more && isPast(nextPump)) {
        pump();
      }
      supervisor.alive();
    }
    supervisor.close();
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

  /** Waits once; a wait may end early, so whoever comes back looks at the clock. */
  private void waitUntil(long nanos) {
    long left = nanos - clock.nanos();
    if (left > 0) {
      clock.waitNanos(left);
    }
  }

  private boolean isPast(long nanos) {
    return clock.nanos() - nanos >= 0;
  }

  /** Sends some of what waits; the pause that follows is kept whatever else happens. */
  private void pump() {
    more = outbox.pump();
    long now = clock.nanos();
    nextPump = now + PAUSE_NANOS;
    outputLog.update(outbox.problem(), now);
  }

  private void sayLastWords() {
    long deadline = clock.nanos() + LAST_WORDS_NANOS;
    pool.tick();
    more = true;
    while (more && !isPast(deadline)) {
      if (isPast(nextPump)) {
        pump();
      } else {
        waitUntil(nextPump);
      }
    }
    outbox.close();
  }
}
