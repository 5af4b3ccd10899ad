package org.atlasagent.meter;

/**
 * Reports amounts of which the receiver keeps count, total and maximum. One below zero is none, and
 * is left out.
 */
public final class DistributionSummary extends Meter {
  DistributionSummary(Meters owner, Metric metric, MeterId id) {
    super(owner, metric, id);
  }

  /** Reports an amount; one that is not finite is left out. */
  public void record(double amount) {
    if (amount >= 0) {
      put(amount);
    }
  }

  /** Reports a whole amount. */
  public void record(long amount) {
    if (amount >= 0) {
      put(amount);
    }
  }
}
