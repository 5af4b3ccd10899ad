package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.atlasagent.collector.Due;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rounds of simulated hours and days. */
class TimetableTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE = 60 * SECOND;
  private static final int OFFSET = 23;

  private final FakeClock clock = new FakeClock();
  private final List<Long> minuteRounds = new ArrayList<>();
  private final List<Long> places = new ArrayList<>();
  private long tick = SECOND;
  private Timetable timetable = start(1);

  @Test
  void aDayOfLateWakeUpsAddsUpToNoDrift() {
    Random random = new Random(1);
    long start = clock.nanos();
    for (int second = 1; second <= 86_400; second++) {
      assertThat(timetable.next() - start).isEqualTo(second * SECOND);
      assertThat(round(random.nextLong(SECOND * 9 / 10)).second()).isTrue();
    }

    assertThat(timetable.missed()).isZero();
    assertThat(minuteRounds).hasSizeBetween(1438, 1440);
  }

  @Test
  void everyFifthTickIsOneOfFiveSeconds() {
    List<Integer> fives = new ArrayList<>();
    for (int second = 1; second <= 20; second++) {
      if (round(0).fiveSeconds()) {
        fives.add(second);
      }
    }

    assertThat(fives).containsExactly(5, 10, 15, 20);
  }

  @Test
  void missedTicksAreSkippedAndCountedAndNeverCaughtUp() {
    round(0);
    long second = clock.nanos();

    Due late = round(6 * SECOND + SECOND / 2);

    assertThat(late.second()).isTrue();
    assertThat(late.fiveSeconds()).isTrue();
    assertThat(timetable.missed()).isEqualTo(6);
    // The tick after it is the next one of the old grid.
    assertThat(timetable.next() - second).isEqualTo(8 * SECOND);
    assertThat(round(0).fiveSeconds()).isFalse();
    assertThat(timetable.missed()).isEqualTo(6);
  }

  @Test
  void manyMissedMinutesGiveOneRound() {
    runFor(10 * MINUTE);
    clear();

    round(7 * MINUTE + 11 * SECOND);

    assertThat(minuteRounds).hasSize(1);
    runFor(10 * MINUTE);
    assertDistances();
    assertInPlaceFrom(1);
  }

  @Test
  void aRoundThatIsLateKeepsItsDistanceToTheNext() {
    runFor(5 * MINUTE);
    while (untilPlace() > SECOND) {
      round(0);
    }
    clear();

    round(45 * SECOND);
    assertThat(minuteRounds).hasSize(1);

    runFor(10 * MINUTE);
    assertDistances();
    assertInPlaceFrom(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 23, 50})
  void theMinuteRoundFallsOnItsPlaceInTheWallClockMinute(int offset) {
    for (int second = 0; second < 60; second++) {
      clock.pass(SECOND + 1_234_567);
      timetable = new Timetable(1, offset, clock.nanos(), clock.wallMillis());
      clear();
      minuteRounds.add(clock.nanos());
      runFor(5 * MINUTE);

      assertDistances();
      assertThat(minuteRounds).hasSizeBetween(5, 6);
      for (long place : places) {
        assertThat(distance(place, offset * SECOND, MINUTE)).isLessThanOrEqualTo(SECOND);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3_600_000, -3_600_000, 29_000, -29_000, 31_000, -31_000, 30_000, 2_000})
  void aSteppedWallClockMovesOneRound(long millis) {
    runFor(10 * MINUTE + 7 * SECOND);
    clear();

    clock.stepWall(TimeUnit.MILLISECONDS.toNanos(millis));
    runFor(20 * MINUTE);

    assertDistances();
    assertThat(moved()).isLessThanOrEqualTo(1);
    // The round that was planned comes where it was planned; the next one is in place.
    assertInPlaceFrom(1);
  }

  @Test
  void aStepWithinASecondMovesNothing() {
    runFor(10 * MINUTE);
    long off = distance(places.getLast(), OFFSET * SECOND, MINUTE);
    clear();

    clock.stepWall(SECOND - off - SECOND / 100);
    runFor(20 * MINUTE);

    assertThat(moved()).isZero();
  }

  @Test
  void aSuspendedMachineFindsBackWithOneRound() {
    // While it sleeps the monotonic clock stands still.
    for (long slept : new long[] {SECOND, 17 * SECOND, 3 * MINUTE, 8 * 60 * MINUTE + 41 * SECOND}) {
      runFor(3 * MINUTE);
      clear();
      clock.stepWall(slept);
      runFor(6 * MINUTE);

      assertDistances();
      assertThat(moved()).isLessThanOrEqualTo(1);
      assertInPlaceFrom(1);
    }
    assertThat(timetable.missed()).isZero();
  }

  @Test
  void aWallClockThatDriftsIsFollowed() {
    for (int second = 0; second < 86_400; second++) {
      // Half a millisecond a second: far more than any crystal.
      clock.stepWall(SECOND / 2000);
      round(0);
    }

    assertDistances();
    assertInPlaceFrom(1);
    // 43 s in a day, followed about a second at a time.
    assertThat(moved()).isBetween(20L, 50L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 20, 1000})
  void aCadenceFactorSpeedsEverythingUp(double factor) {
    timetable = start(factor);
    clear();
    minuteRounds.add(clock.nanos());
    int fives = 0;
    for (int i = 0; i < 600; i++) {
      assertThat(timetable.next() - clock.nanos()).isEqualTo(tick);
      fives += round(0).fiveSeconds() ? 1 : 0;
    }

    assertThat(fives).isEqualTo(120);
    assertThat(minuteRounds).hasSizeBetween(10, 11);
    assertDistances();
    assertThat(moved()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverHappensRoundsKeepTheirDistance(long seed) {
    Random random = new Random(seed);
    timetable = new Timetable(1, 10 + random.nextInt(41), clock.nanos(), clock.wallMillis());
    minuteRounds.add(clock.nanos());
    long stalled = 0;
    for (int i = 0; i < 20_000; i++) {
      switch (random.nextInt(400)) {
        case 0 -> clock.stepWall(random.nextLong(-2 * MINUTE, 2 * MINUTE));
        case 1 -> {
          long late = random.nextLong(3 * SECOND, 5 * MINUTE);
          long missed = timetable.missed();
          round(late);
          assertThat(timetable.missed() - missed).isEqualTo(late / SECOND);
          stalled = Math.max(stalled, clock.nanos());
        }
        default -> round(random.nextLong(SECOND / 2));
      }
      assertThat(timetable.next()).isBetween(clock.nanos(), clock.nanos() + SECOND);
      int rounds = minuteRounds.size();
      if (rounds > 1) {
        long apart = minuteRounds.get(rounds - 1) - minuteRounds.get(rounds - 2);
        // A round that is late by a part of a second is that much nearer to the next; a stall
        // delays what it covers.
        assertThat(apart).isGreaterThan(29 * SECOND);
        if (stalled < minuteRounds.get(rounds - 2)) {
          assertThat(apart).isLessThanOrEqualTo(90 * SECOND + SECOND / 2);
        }
      }
    }
  }

  private Timetable start(double factor) {
    tick = Math.round(SECOND / factor);
    return new Timetable(factor, OFFSET, clock.nanos(), clock.wallMillis());
  }

  /** Waits for the next tick and somewhat longer, and has its round. */
  private Due round(long late) {
    clock.pass(timetable.next() - clock.nanos() + late);
    Due due = timetable.advance(clock.nanos(), clock.wallMillis());
    if (due.minute()) {
      minuteRounds.add(clock.nanos());
      places.add(clock.wallMillis() * 1_000_000 % (60 * tick));
    }
    return due;
  }

  private void runFor(long time) {
    long end = clock.nanos() + time;
    while (timetable.next() - end <= 0) {
      round(0);
    }
  }

  private void clear() {
    minuteRounds.clear();
    places.clear();
  }

  private long untilPlace() {
    return Math.floorMod(OFFSET * SECOND - clock.wallMillis() * 1_000_000, MINUTE);
  }

  private void assertDistances() {
    for (int i = 1; i < minuteRounds.size(); i++) {
      assertThat(minuteRounds.get(i) - minuteRounds.get(i - 1)).isBetween(30 * tick, 90 * tick);
    }
  }

  private void assertInPlaceFrom(int first) {
    assertThat(places).hasSizeGreaterThan(first + 1);
    for (long place : places.subList(first, places.size())) {
      // Half a tick of rounding, and what a drift may do in a minute.
      assertThat(distance(place, OFFSET * SECOND, MINUTE)).isLessThanOrEqualTo(SECOND * 3 / 2);
    }
  }

  /** Rounds that are not exactly a minute after the one before. */
  private long moved() {
    long moved = 0;
    for (int i = 1; i < minuteRounds.size(); i++) {
      if (minuteRounds.get(i) - minuteRounds.get(i - 1) != 60 * tick) {
        moved++;
      }
    }
    return moved;
  }

  private static long distance(long one, long other, long circle) {
    long ahead = Math.floorMod(one - other, circle);
    return Math.min(ahead, circle - ahead);
  }
}
