package org.atlasagent.runtime;

/** How a run of a collector ended. */
enum RunState {
  /** Samples were reported. */
  COLLECTED,
  /** There was nothing to report, which is no fault. */
  NO_DATA,
  /** Its source could not be read or understood. */
  FAILED
}
