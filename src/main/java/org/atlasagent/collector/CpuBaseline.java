package org.atlasagent.collector;

import java.util.OptionalDouble;

/** The CPU time that something had used when it was last looked at, to tell what it uses since. */
final class CpuBaseline {
  private static final double PERCENT = 100;

  private boolean known;
  private int generation;
  private double usedNanos;
  private long takenAt;

  /** Starts anew: the next reading belongs to something else. */
  void forget() {
    known = false;
  }

  /**
   * Takes a reading and compares it with the one before.
   *
   * @param generation another number for each thing that is at the same place after another
   * @param nanosUsed the CPU time used so far
   * @param now the monotonic clock when that was read
   * @return the CPU time used since in percent of the time passed, 100 for one core; absent at
   *     first sight, and when the total went back
   */
  OptionalDouble percentSince(int generation, double nanosUsed, long now) {
    double used = nanosUsed - usedNanos;
    long passed = now - takenAt;
    boolean comparable = known && generation == this.generation && used >= 0 && passed > 0;
    known = true;
    this.generation = generation;
    usedNanos = nanosUsed;
    takenAt = now;
    return comparable ? OptionalDouble.of(PERCENT * used / passed) : OptionalDouble.empty();
  }
}
