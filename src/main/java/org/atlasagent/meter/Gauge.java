package org.atlasagent.meter;

/** Reports a value as it is now. */
public final class Gauge extends Meter {
  Gauge(Meters owner, Metric metric, MeterId id) {
    super(owner, metric, id);
  }

  /** Reports the value; one that is not finite is left out. */
  public void set(double value) {
    put(value);
  }

  /** Reports a whole number. */
  public void set(long value) {
    put(value);
  }
}
