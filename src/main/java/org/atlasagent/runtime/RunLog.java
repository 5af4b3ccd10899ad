package org.atlasagent.runtime;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.atlasagent.meter.MeterId;
import org.atlasagent.source.SourceException;

/** What the log says of one collector: each change of its state, and each thing once. */
final class RunLog {
  private final String collector;
  private final Log log;
  private final StateLog<RunState> states;
  private final Set<String> hanging = new HashSet<>();
  private boolean limitNamed;
  private String detail = "";

  /**
   * The log of a collector.
   *
   * @param collector its name
   * @param log where the lines go
   * @param periodNanos the shortest time between two lines about its state
   */
  RunLog(String collector, Log log, long periodNanos) {
    this.collector = collector;
    this.log = log;
    states = new StateLog<>(RunState.COLLECTED, periodNanos, this::write);
  }

  /** A run ended so. */
  void ended(RunState state, String detail, long now) {
    this.detail = detail;
    states.update(state, now);
  }

  /** What a run was like, for whoever asked for details. */
  void details(RunState state, int series, long nanos) {
    if (log.isVerbose()) {
      log.debug("%s: %s, %d series, %.3f ms".formatted(collector, state, series, nanos / 1e6));
    }
  }

  /** The first series over the bound, if any: named once, for what is left out is counted. */
  void overBound(Optional<MeterId> first) {
    if (!limitNamed && first.isPresent()) {
      limitNamed = true;
      log.warn(
          "%s: more series than --max-series allows; left out from %s on"
              .formatted(collector, first.get()));
    }
  }

  /** A question hangs. */
  void hangs(String key) {
    if (hanging.add(key)) {
      log.warn(collector + ": " + key + " does not answer; left out until it does");
    }
  }

  /** A question has an answer, whether it hung or not. */
  void answers(String key) {
    if (hanging.remove(key)) {
      log.info(collector + ": " + key + " answers again");
    }
  }

  private void write(RunState state) {
    switch (state) {
      case COLLECTED -> log.info(collector + ": works");
      case NO_DATA -> log.info(collector + ": nothing to report: " + detail);
      case FAILED -> log.warn(collector + ": failed: " + detail);
    }
  }

  /** A failure that names its source speaks for itself; another one is a flaw of ours. */
  static String describe(Throwable failure) {
    String message = failure.getMessage();
    StackTraceElement[] trace = failure.getStackTrace();
    return failure instanceof SourceException && message != null
        ? message
        : failure + (trace.length > 0 ? " at " + trace[0] : "");
  }
}
