package org.atlasagent.atlas;

/**
 * What publishing may take.
 *
 * @param connectMillis to connect to one address
 * @param wholeMillis from the look-up of the name to the answer
 * @param pauseMillis before the first repetition; each one after that waits twice as long
 * @param longestPauseMillis before a repetition
 * @param keptMillis for how long values are kept that cannot be delivered
 * @param waitingBytes the most bytes of bodies that wait
 * @param values the most of one request
 */
record Limits(
    int connectMillis,
    int wholeMillis,
    long pauseMillis,
    long longestPauseMillis,
    long keptMillis,
    int waitingBytes,
    int values) {
  /**
   * Atlas takes no values that are older than its step, which is a minute by default. A request
   * holds as many values as those of Netflix's own clients.
   */
  static final Limits USUAL = new Limits(2000, 8000, 1000, 16_000, 60_000, 1 << 20, 10_000);
}
