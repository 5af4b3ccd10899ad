package org.atlasagent.meter;

/** Reports a moment of which the receiver shows the age in seconds. */
public final class AgeGauge extends Meter {
  AgeGauge(Meters owner, Metric metric, MeterId id) {
    super(owner, metric, id);
  }

  /** Reports the moment in seconds since 1970; 0 stands for now. */
  public void set(long epochSeconds) {
    put(epochSeconds);
  }
}
