package org.atlasagent.collector;

/**
 * Turns snapshots of one subsystem into samples. Called by one thread, never twice at a time; what
 * may block goes through {@link BlockingCalls}.
 */
public interface Collector {
  /**
   * Reads, computes and reports once. What a source throws is left to the caller: the samples of
   * that run are then dropped together.
   *
   * @param due the cadences whose time has come
   */
  Outcome collect(Due due);
}
