package org.atlasagent.receiver;

import java.util.concurrent.TimeUnit;

/** The steps of five seconds in which a receiver counts, from its start on. */
public final class Steps {
  /** The length of a step. */
  public static final int SECONDS = 5;

  /** How many steps of the past are shown: half an hour. */
  public static final int KEPT = 30 * 60 / SECONDS;

  private static final long NANOS = TimeUnit.SECONDS.toNanos(SECONDS);

  private final long start;

  Steps(long startNanos) {
    start = startNanos;
  }

  /** The step in which a time lies. */
  int at(long nanos) {
    return (int) ((nanos - start) / NANOS);
  }

  /** The time at which a step ends. */
  long end(int step) {
    return start + (step + 1) * NANOS;
  }
}
