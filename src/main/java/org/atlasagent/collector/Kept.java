package org.atlasagent.collector;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The meters of things that come and go, such as network interfaces: made for a thing when it is
 * first seen, kept while it is seen in every run, and dropped when it is gone.
 *
 * @param <M> the meters of one thing
 */
final class Kept<M> {
  private final Function<String, M> make;
  private final Map<String, Entry<M>> entries = new HashMap<>();
  private long run;

  private static final class Entry<M> {
    final M meters;
    long lastRun;

    Entry(M meters) {
      this.meters = meters;
    }
  }

  /**
   * Keeps nothing yet.
   *
   * @param make makes the meters of a thing from its name
   */
  Kept(Function<String, M> make) {
    this.make = make;
  }

  /** The meters of a thing that this run has seen. */
  M get(String name) {
    Entry<M> entry = entries.computeIfAbsent(name, added -> new Entry<>(make.apply(added)));
    entry.lastRun = run;
    return entry.meters;
  }

  /** Ends a run: drops the meters of what it has not seen. */
  void endRun() {
    entries.values().removeIf(entry -> entry.lastRun != run);
    run++;
  }
}
