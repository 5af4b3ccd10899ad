package org.atlasagent.meter;

/** Reports durations. */
public final class Timer extends Meter {
  Timer(Meters owner, Metric metric, MeterId id) {
    super(owner, metric, id);
  }

  /** Reports a duration given in nanoseconds; it travels in seconds. */
  public void record(long nanos) {
    put(nanos / 1e9);
  }
}
