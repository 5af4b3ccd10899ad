package org.atlasagent.meter;

/** Reports amounts of which the receiver keeps count, total and maximum. */
public final class DistributionSummary extends Meter {
  DistributionSummary(Meters owner, Metric metric, MeterId id) {
    super(owner, metric, id);
  }

  /** Reports an amount; one that is not finite is left out. */
  public void record(double amount) {
    put(amount);
  }

  /** Reports a whole amount. */
  public void record(long amount) {
    put(amount);
  }
}
