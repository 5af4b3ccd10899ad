package org.atlasagent.source;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source that several collectors use: read by the first that asks in a round, and the same
 * snapshot for all others of that round. A failed reading is not kept.
 *
 * @param <T> the snapshot
 */
public final class PerRound<T> {
  private final LongSupplier round;
  private final Supplier<Optional<T>> read;
  private long roundOfSnapshot;
  private @Nullable Optional<T> snapshot;

  /**
   * Shares a source.
   *
   * @param round the number of the round that is running
   * @param read reads the source
   */
  public PerRound(LongSupplier round, Supplier<Optional<T>> read) {
    this.round = round;
    this.read = read;
  }

  /** The snapshot of this round; empty when the source is not there. */
  public Optional<T> get() {
    long now = round.getAsLong();
    if (snapshot == null || roundOfSnapshot != now) {
      snapshot = null;
      snapshot = read.get();
      roundOfSnapshot = now;
    }
    return snapshot;
  }
}
