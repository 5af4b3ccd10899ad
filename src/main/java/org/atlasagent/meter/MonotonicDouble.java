package org.atlasagent.meter;

/** Reports a running total that has a fraction, such as seconds. */
public final class MonotonicDouble extends Meter {
  MonotonicDouble(Meters owner, Metric metric, MeterId id) {
    super(owner, metric, id);
  }

  /** Reports the total; one that is not finite is left out. */
  public void set(double total) {
    put(total);
  }
}
