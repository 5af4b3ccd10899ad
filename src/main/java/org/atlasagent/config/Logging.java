package org.atlasagent.config;

/**
 * How the log is written.
 *
 * @param verbose also what is of use only to someone who looks for a fault
 * @param journal stderr is the journal of systemd: priority prefixes, no time stamps
 */
public record Logging(boolean verbose, boolean journal) {
  /** What matters, with time stamps. */
  public static final Logging PLAIN = new Logging(false, false);
}
