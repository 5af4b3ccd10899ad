package org.atlasagent.runtime;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when told to, or when somebody waits. */
final class FakeClock implements Clock {
  private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
  private final AtomicLong wallNanos = new AtomicLong(1_700_000_000_000_000_000L);
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::nanos));
  private boolean wakesEarly;

  private record Alarm(long nanos, Runnable action) {}

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public long wallMillis() {
    return wallNanos.get() / 1_000_000;
  }

  /** Lets the time pass at once. */
  @Override
  public void waitNanos(long time) {
    pass(wakesEarly ? (time + 1) / 2 : time);
    while (!alarms.isEmpty() && alarms.element().nanos() - nanos() <= 0) {
      alarms.remove().action().run();
    }
  }

  /** Both clocks go on. */
  void pass(long time) {
    nanos.addAndGet(time);
    wallNanos.addAndGet(time);
  }

  /** The wall clock alone jumps. */
  void stepWall(long time) {
    wallNanos.addAndGet(time);
  }

  /** From now on each wait ends after half of its time, as one that is disturbed may. */
  void wakeEarly() {
    wakesEarly = true;
  }

  /** Does something at the end of the first wait that reaches a time. */
  void at(long time, Runnable action) {
    alarms.add(new Alarm(time, action));
  }
}
