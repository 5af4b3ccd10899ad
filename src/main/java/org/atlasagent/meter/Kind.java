package org.atlasagent.meter;

/** What a meter does with its samples. The wire letters of the kinds are known in spectatord. */
public enum Kind {
  /** Counts increments: each sample is what was added since the last one. */
  COUNTER("counter", true),
  /** Follows a running unsigned 64-bit total of the kernel; the receiver computes the rate. */
  MONOTONIC_COUNTER("monotonic counter", true),
  /** Follows a running total with a fraction, such as seconds; the receiver computes the rate. */
  MONOTONIC_DOUBLE("monotonic counter (double)", true),
  /** The last value, kept by the receiver for its time to live. */
  GAUGE("gauge", false),
  /** The largest value of a publishing step. */
  MAX_GAUGE("max gauge", false),
  /** The seconds since a moment. */
  AGE_GAUGE("age gauge", false),
  /** Durations in seconds: count, total and maximum. */
  TIMER("timer", false),
  /** Amounts: count, total and maximum. */
  DISTRIBUTION_SUMMARY("distribution summary", false),
  /** A timer that also estimates percentiles, at up to 300 times the storage. */
  PERCENTILE_TIMER("percentile timer", false),
  /** A distribution summary that also estimates percentiles, at up to 300 times the storage. */
  PERCENTILE_DISTRIBUTION_SUMMARY("percentile distribution summary", false);

  private final String title;
  private final boolean counting;

  Kind(String title, boolean counting) {
    this.title = title;
    this.counting = counting;
  }

  /** The kind in words, as documentation shows it. */
  public String title() {
    return title;
  }

  /** Whether what a reader sees is a rate. */
  public boolean counting() {
    return counting;
  }
}
