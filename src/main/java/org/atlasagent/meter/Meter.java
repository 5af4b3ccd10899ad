package org.atlasagent.meter;

import org.jspecify.annotations.Nullable;

/**
 * A series that a collector feeds. Its identity is fixed; its receiving end is opened with the
 * first sample that is let through, so that a series over the limit costs no encoded line.
 */
public abstract sealed class Meter
    permits AgeGauge,
        Counter,
        DistributionSummary,
        Gauge,
        MaxGauge,
        MonotonicCounter,
        MonotonicDouble,
        Timer {
  private final Meters owner;
  private final Metric metric;
  private final MeterId id;
  private @Nullable Series series;
  private long lastRun;
  private boolean admitted;

  Meter(Meters owner, Metric metric, MeterId id) {
    this.owner = owner;
    this.metric = metric;
    this.id = id;
  }

  /** The series that this meter feeds. */
  public final MeterId id() {
    return id;
  }

  final void put(double value) {
    if (admitted()) {
      open().sample(value);
    }
  }

  final void put(long value) {
    if (admitted()) {
      open().sample(value);
    }
  }

  final void putUnsigned(long value) {
    if (admitted()) {
      open().sampleUnsigned(value);
    }
  }

  private boolean admitted() {
    long run = owner.run();
    if (lastRun != run) {
      lastRun = run;
      admitted = owner.admit(id);
    }
    if (!admitted) {
      owner.countRejected();
    }
    return admitted;
  }

  private Series open() {
    if (series == null) {
      series = owner.open(metric, id);
    }
    return series;
  }
}
