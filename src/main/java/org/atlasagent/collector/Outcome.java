package org.atlasagent.collector;

/** How a run of a collector ended, when it did not throw. */
public sealed interface Outcome {
  /** Samples were reported. */
  Outcome COLLECTED = new Collected();

  /** A first sample was taken; what needs two follows with the next run. */
  Outcome FIRST_SAMPLE = new FirstSample();

  /** Nothing is there to be reported, which is no fault. */
  static Outcome noData(String why) {
    return new NoData(why);
  }

  /** Samples if there were any, else the reason why not. */
  static Outcome collectedIf(boolean any, String whyNot) {
    return any ? COLLECTED : noData(whyNot);
  }

  /** Samples were reported. */
  record Collected() implements Outcome {}

  /** Nothing can be reported yet. */
  record FirstSample() implements Outcome {}

  /**
   * Nothing is there to be reported.
   *
   * @param why in one phrase, such as {@code /proc/pressure: not there}
   */
  record NoData(String why) implements Outcome {}
}
