package org.atlasagent.collector;

/**
 * The cadences whose time has come in a round.
 *
 * @param second the work of every second
 * @param fiveSeconds the work of every five seconds
 * @param minute the work of every minute
 */
public record Due(boolean second, boolean fiveSeconds, boolean minute) {
  /** Everything: a first round, or a single one. */
  public static final Due ALL = new Due(true, true, true);

  /** Whether one of a collector's cadences, given in seconds, has come. */
  public boolean includes(int seconds) {
    return switch (seconds) {
      case 1 -> second;
      case 5 -> fiveSeconds;
      case 60 -> minute;
      default -> throw new IllegalArgumentException("no cadence of " + seconds + " s");
    };
  }
}
