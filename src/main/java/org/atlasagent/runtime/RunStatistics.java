package org.atlasagent.runtime;

import java.util.Set;
import org.atlasagent.collector.AgentMetrics;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.meter.Counter;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Timer;

/**
 * Durations and counts of one collector's runs, as self metrics. The duration of a collector that
 * runs once a minute goes out with that run; of one that runs more often, the longest of a minute.
 */
final class RunStatistics {
  private final boolean onceAMinute;
  private final Timer duration;
  private final Tally collected;
  private final Tally noData;
  private final Tally failed;
  private final Tally skipped;
  private final Tally overdue;
  private long longest;
  private boolean ran;

  RunStatistics(Catalogue.Entry entry, Meters meters) {
    onceAMinute = entry.cadences().equals(Set.of(60));
    duration = meters.timer(AgentMetrics.COLLECTION, entry.name());
    collected = new Tally(counter(meters, entry, "collected"));
    noData = new Tally(counter(meters, entry, "noData"));
    failed = new Tally(counter(meters, entry, "failed"));
    skipped = new Tally(counter(meters, entry, "skipped"));
    overdue = new Tally(counter(meters, entry, "overdue"));
  }

  private static Counter counter(Meters meters, Catalogue.Entry entry, String outcome) {
    return meters.counter(AgentMetrics.COLLECTIONS, entry.name(), outcome);
  }

  /** A run ended. */
  void ended(RunState state, long nanos) {
    switch (state) {
      case COLLECTED -> collected.count++;
      case NO_DATA -> noData.count++;
      case FAILED -> failed.count++;
    }
    if (onceAMinute) {
      duration.record(nanos);
    } else {
      longest = ran ? Math.max(longest, nanos) : nanos;
      ran = true;
    }
  }

  /** A question was not asked because it still hangs, or because no thread was left. */
  void skipped() {
    skipped.count++;
  }

  /** A question did not answer in time. */
  void overdue() {
    overdue.count++;
  }

  /** Reports a minute's counts. */
  void report() {
    if (ran) {
      duration.record(longest);
      ran = false;
    }
    collected.report();
    noData.report();
    failed.report();
    skipped.report();
    overdue.report();
  }

  /** A count that is reported from its first time on. */
  private static final class Tally {
    private final Counter counter;
    private long count;
    private boolean known;

    Tally(Counter counter) {
      this.counter = counter;
    }

    void report() {
      known |= count > 0;
      if (known) {
        counter.add(count);
        count = 0;
      }
    }
  }
}
