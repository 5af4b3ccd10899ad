package org.atlasagent.meter;

/** Reports increments. */
public final class Counter extends Meter {
  Counter(Meters owner, Metric metric, MeterId id) {
    super(owner, metric, id);
  }

  /** Reports what was added since the last time. */
  public void add(double amount) {
    put(amount);
  }

  /** Reports what was added since the last time. */
  public void add(long amount) {
    put(amount);
  }
}
