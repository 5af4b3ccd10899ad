package org.atlasagent.receiver;

/** What of a meter a value says. */
public enum Statistic {
  /** A gauge's value, in its unit. */
  GAUGE("gauge"),
  /** The largest value of a step, in its unit. */
  MAX("max"),
  /** A counter's rate a second. */
  COUNT("count"),
  /** The amounts of a timer or a distribution summary, a second. */
  TOTAL("total");

  private final String title;

  Statistic(String title) {
    this.title = title;
  }

  /** The name, as Atlas spells it in the tag statistic, but for timers' totalTime. */
  public String title() {
    return title;
  }
}
