package org.atlasagent.receiver;

/** What of a meter a published value says, as Atlas spells it in the tag statistic. */
public enum StepStatistic {
  /** A gauge's value, in its unit. */
  GAUGE("gauge", false),
  /** The largest value of a step, in its unit. */
  MAX("max", false),
  /** How many a second, or a counter's rate a second. */
  COUNT("count", true),
  /** The durations of a timer, a second. */
  TOTAL_TIME("totalTime", true),
  /** The amounts of a distribution summary, a second. */
  TOTAL_AMOUNT("totalAmount", true),
  /** The squares of durations or amounts, a second: for the standard deviation. */
  TOTAL_OF_SQUARES("totalOfSquares", true);

  private final String title;
  private final boolean rate;

  StepStatistic(String title, boolean rate) {
    this.title = title;
    this.rate = rate;
  }

  /** The value of the tag statistic. */
  public String title() {
    return title;
  }

  /** Whether it is a rate a second, and not a sample. */
  public boolean rate() {
    return rate;
  }
}
