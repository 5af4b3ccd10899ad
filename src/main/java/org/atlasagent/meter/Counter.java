package org.atlasagent.meter;

/** Reports increments. One below zero is none, and is left out. */
public final class Counter extends Meter {
  Counter(Meters owner, Metric metric, MeterId id) {
    super(owner, metric, id);
  }

  /** Reports what was added since the last time. */
  public void add(double amount) {
    if (amount >= 0) {
      put(amount);
    }
  }

  /** Reports what was added since the last time. */
  public void add(long amount) {
    if (amount >= 0) {
      put(amount);
    }
  }
}
