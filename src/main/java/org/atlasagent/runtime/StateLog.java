package org.atlasagent.runtime;

import java.util.function.Consumer;

/**
 * Logs a state when it changes, and at most once a period: what flaps faster is told again when the
 * period has passed, if it is another state then.
 *
 * @param <S> the states, compared by equality
 */
final class StateLog<S> {
  private final long periodNanos;
  private final Consumer<S> log;
  private S logged;
  private long loggedAt;
  private boolean quiet;

  /**
   * Starts in a state that needs no word.
   *
   * @param initial the state that everybody expects
   * @param periodNanos the shortest time between two lines
   * @param log writes the line for a state
   */
  StateLog(S initial, long periodNanos, Consumer<S> log) {
    this.logged = initial;
    this.periodNanos = periodNanos;
    this.log = log;
  }

  /** Tells the state as it is now. */
  void update(S state, long now) {
    if (state.equals(logged) || (quiet && now - loggedAt < periodNanos)) {
      return;
    }
    logged = state;
    loggedAt = now;
    quiet = true;
    log.accept(state);
  }
}
