package org.atlasagent.source;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A source that several collectors use: read by the first that asks in a round, and the same
 * snapshot for all others of that round. A failed reading is not kept.
 *
 * @param <T> the snapshot
 */
public final class PerRound<T> {
  private final LongSupplier round;
  private final Supplier<Optional<T>> source;
  private long roundOfSnapshot;
  private Optional<T> snapshot = Optional.empty();
  private boolean read;

  /**
   * Shares a source.
   *
   * @param round the number of the round that is running
   * @param source reads the source
   */
  public PerRound(LongSupplier round, Supplier<Optional<T>> source) {
    this.round = round;
    this.source = source;
  }

  /** The snapshot of this round; empty when the source is not there. */
  public Optional<T> get() {
    long now = round.getAsLong();
    if (!read || roundOfSnapshot != now) {
      read = false;
      snapshot = source.get();
      roundOfSnapshot = now;
      read = true;
    }
    return snapshot;
  }
}
