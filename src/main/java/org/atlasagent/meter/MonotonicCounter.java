package org.atlasagent.meter;

/** Reports the running total of a counter that the kernel keeps, an unsigned 64-bit number. */
public final class MonotonicCounter extends Meter {
  MonotonicCounter(Meters owner, Metric metric, MeterId id) {
    super(owner, metric, id);
  }

  /** Reports the total; its 64 bits are an unsigned number. */
  public void set(long total) {
    putUnsigned(total);
  }
}
