package org.atlasagent.meter;

/** Reports a value of which the receiver keeps the largest of each publishing step. */
public final class MaxGauge extends Meter {
  MaxGauge(Meters owner, Metric metric, MeterId id) {
    super(owner, metric, id);
  }

  /** Reports the value; one that is not finite is left out. */
  public void set(double value) {
    put(value);
  }
}
