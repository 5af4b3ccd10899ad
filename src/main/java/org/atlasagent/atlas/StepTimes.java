package org.atlasagent.atlas;

import org.atlasagent.receiver.Steps;

/**
 * Gives steps their time stamps: multiples of the step, each one step above the last. Steps follow
 * the monotonic clock and time stamps the wall clock, so they are brought together anew when the
 * wall clock has been set by a step or more; less is no reason for a gap or for a time that comes
 * twice.
 */
final class StepTimes {
  static final long MILLIS = Steps.SECONDS * 1000L;

  private boolean known;
  private int lastStep;
  private long last;

  /**
   * The time stamp of a step.
   *
   * @param step its number, above the last one
   * @param wallMillis when it ended, on the wall clock
   */
  long of(int step, long wallMillis) {
    long expected = last + (step - lastStep) * MILLIS;
    if (!known || Math.abs(wallMillis - expected) >= MILLIS) {
      expected = Math.floorDiv(wallMillis + MILLIS / 2, MILLIS) * MILLIS;
    }
    known = true;
    lastStep = step;
    last = expected;
    return expected;
  }
}
