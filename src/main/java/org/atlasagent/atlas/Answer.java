package org.atlasagent.atlas;

/** How a request ended. */
sealed interface Answer {
  /**
   * The backend has taken the values.
   *
   * @param refused how many of them it has not
   * @param why empty where it has taken all
   */
  record Taken(int refused, String why) implements Answer {}

  /** It has taken none, and would not the next time either. */
  record Refused(String why) implements Answer {}

  /** It could not be reached, or is not able now: to be tried again. */
  record Failed(String why) implements Answer {}
}
