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
 *
 * <p>Rounds are counted in ticks since the start, so that nothing adds up to a drift.
 */
final class Timetable {
  private static final int FIVE_SECONDS = 5;

  /** The wall clock comes in milliseconds, which is more than a tick in fast tests. */
  private static final long WALL_RESOLUTION = 2_000_000;

  private final int minuteTicks;
  private final long tick;
  private final long minute;
  private final long tolerance;
  private final long offset;
  private final long start;
  private long ticks;
  private long missed;
  private long minuteTick;

  /** One whose minutes have sixty seconds, as the next constructor makes it. */
  Timetable(double factor, int offsetSeconds, long now, long wallMillis) {
    this(factor, 60, offsetSeconds, now, wallMillis);
  }

  /**
   * Begins with the first round, which is now.
   *
   * @param factor how many times faster than real time; 1 but in tests
   * @param minuteSeconds the time between two minute rounds: 60, or less where only this machine
   *     looks at the numbers
   * @param offsetSeconds the place of the minute round in the wall-clock minute
   * @param now the monotonic clock
   * @param wallMillis the wall clock
   */
  Timetable(double factor, int minuteSeconds, int offsetSeconds, long now, long wallMillis) {
    minuteTicks = minuteSeconds;
    tick = Math.round(1e9 / factor);
    minute = minuteTicks * tick;
    tolerance = Math.max(tick, WALL_RESOLUTION);
    offset = offsetSeconds * tick;
    start = now;
    minuteTick = inPlace(minuteTicks, now, wallMillis);
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
    boolean fiveSeconds = ticks / FIVE_SECONDS > before / FIVE_SECONDS;
    boolean minuteRound = ticks >= minuteTick;
    if (minuteRound) {
      long minutes = 1 + (ticks - minuteTick) / minuteTicks;
      minuteTick = inPlace(minuteTick + minutes * minuteTicks, now, wallMillis);
    }
    return new Due(true, fiveSeconds, minuteRound);
  }

  /**
   * The tick of the next minute round: the planned one, moved to its place in the wall-clock minute
   * when it is off, and half a minute to one and a half from now.
   */
  private long inPlace(long planned, long now, long wallMillis) {
    long wallThen = wallMillis * 1_000_000 + (start + planned * tick - now);
    long off = Math.floorMod(wallThen - offset, minute);
    if (off > minute / 2) {
      off -= minute;
    }
    long moved = Math.abs(off) <= tolerance ? planned : planned - Math.round((double) off / tick);
    return moved - ticks < minuteTicks / 2 ? moved + minuteTicks : moved;
  }
}
