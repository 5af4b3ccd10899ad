package org.atlasagent.runtime;

import org.atlasagent.collector.Due;

/**
 * When rounds are due: every second and every five seconds on the monotonic clock without drift,
 * and every minute at a fixed place of the wall-clock minute. Ticks that were missed are skipped
 * and counted, never caught up.
 *
 * <p>The place in the minute lies away from its edge, where publishing leaves gaps, and differs
 * from machine to machine. Should the wall clock be stepped, one minute round moves to its place,
 * between half a minute and one and a half after the one before.
 */
final class Timetable {
  private final long tick;
  private final long minute;
  private final long tolerance;
  private final long offset;
  private final long start;
  private long ticks;
  private long missed;
  private long nextMinute;

  /**
   * Begins with the first round, which is now.
   *
   * @param factor how many times faster than real time; 1 but in tests
   * @param offsetSeconds the place of the minute round in the wall-clock minute
   * @param now the monotonic clock
   * @param wallMillis the wall clock
   */
  Timetable(double factor, int offsetSeconds, long now, long wallMillis) {
    tick = Math.round(1e9 / factor);
    minute = 60 * tick;
    tolerance = tick;
    offset = offsetSeconds * tick;
    start = now;
    nextMinute = inPlace(now + minute, now, wallMillis);
  }

  /** The monotonic time of the next tick. */
  long next() {
    return start + (ticks + 1) * tick;
  }

  /** Ticks skipped since the start because the agent or the machine was too busy. */
  long missed() {
    return missed;
  }

  /**
   * What is due at a time at or after {@link #next}; moves on to the tick after it.
   *
   * @param now the monotonic clock
   * @param wallMillis the wall clock
   */
  Due advance(long now, long wallMillis) {
    long before = ticks;
    ticks = Math.max(before + 1, (now - start) / tick);
    missed += ticks - before - 1;
    boolean fiveSeconds = ticks / 5 > before / 5;
    // The tick nearest to the place of the minute round is its tick.
    boolean minuteRound = nextMinute - now <= tick / 2;
    if (minuteRound) {
      long overdue = Math.max(0, now - nextMinute) / minute;
      nextMinute = inPlace(nextMinute + (overdue + 1) * minute, now, wallMillis);
    }
    return new Due(true, fiveSeconds, minuteRound);
  }

  /**
   * Moves a planned minute round to its place in the wall-clock minute when it is off, to a time
   * half a minute to one and a half from now.
   */
  private long inPlace(long planned, long now, long wallMillis) {
    long wallThen = wallMillis * 1_000_000 + (planned - now);
    long off = Math.floorMod(wallThen - offset, minute);
    if (off > minute / 2) {
      off -= minute;
    }
    if (Math.abs(off) <= tolerance) {
      return planned;
    }
    long moved = planned - off;
    return moved - now < minute / 2 ? moved + minute : moved;
  }
}
