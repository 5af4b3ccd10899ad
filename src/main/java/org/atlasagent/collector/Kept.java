package org.atlasagent.collector;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.atlasagent.meter.Meters;

/**
 * The meters of things that come and go, such as network interfaces: made for a thing when it is
 * first seen, kept while it is seen in every run, and dropped when it is gone. What comes when a
 * run has reported as much as it may is not kept: thousands of things of which nothing is sent must
 * not fill the memory.
 *
 * @param <M> the meters of one thing
 */
final class Kept<M> {
  private final Meters meters;
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
   * @param meters bound how much a run may report
   * @param make makes the meters of a thing from its name
   */
  Kept(Meters meters, Function<String, M> make) {
    this.meters = meters;
    this.make = make;
  }

  /** The meters of a thing that this run has seen. */
  M get(String name) {
    Entry<M> entry = entries.get(name);
    if (entry == null) {
      entry = new Entry<>(make.apply(name));
      if (!meters.isFull()) {
        entries.put(name, entry);
      }
    }
    entry.lastRun = run;
    return entry.meters;
  }

  /** Ends a run: drops the meters of what it has not seen. */
  void endRun() {
    entries.values().removeIf(entry -> entry.lastRun != run);
    run++;
  }
}
