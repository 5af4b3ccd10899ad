package org.atlasagent.collector;

import org.atlasagent.source.host.PerfEvent;

/**
 * The events that are counted on each processor.
 *
 * @param instructions instructions that were completed
 * @param cycles clock cycles
 * @param cacheReferences accesses to a cache
 * @param cacheMisses those that the cache could not serve
 * @param branches branches
 * @param branchMisses those that went where the processor did not expect it
 */
record PmuEvents(
    PerfEvent instructions,
    PerfEvent cycles,
    PerfEvent cacheReferences,
    PerfEvent cacheMisses,
    PerfEvent branches,
    PerfEvent branchMisses) {
  /** Those of the processor's own counters. */
  static final PmuEvents HARDWARE =
      new PmuEvents(
          PerfEvent.INSTRUCTIONS,
          PerfEvent.CYCLES,
          PerfEvent.CACHE_REFERENCES,
          PerfEvent.CACHE_MISSES,
          PerfEvent.BRANCHES,
          PerfEvent.BRANCH_MISSES);
}
