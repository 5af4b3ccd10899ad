package org.atlasagent.receiver;

import java.util.List;
import org.atlasagent.meter.Kind;
import org.atlasagent.spectatord.LineParser;

/** A meter as the receiver keeps it: what its samples come to in each step. */
abstract sealed class ReceivedMeter
    permits AgeMeter, CounterMeter, DistributionMeter, GaugeMeter, MaxMeter, MonotonicMeter {
  /** For how long a meter is kept without a line, as SpectatorD does by default. */
  private static final long KEPT_NANOS = 900_000_000_000L;

  private final MeterKey key;
  private long updated;

  ReceivedMeter(MeterKey key) {
    this.key = key;
  }

  /** A meter of the kind of its first line. */
  static ReceivedMeter of(MeterKey key, int step) {
    return switch (key.kind()) {
      case COUNTER -> new CounterMeter(key, step);
      case MONOTONIC_COUNTER, MONOTONIC_DOUBLE -> new MonotonicMeter(key, step);
      case GAUGE -> new GaugeMeter(key, step);
      case MAX_GAUGE -> new MaxMeter(key, step);
      case AGE_GAUGE -> new AgeMeter(key, step);
      case TIMER, DISTRIBUTION_SUMMARY, PERCENTILE_TIMER, PERCENTILE_DISTRIBUTION_SUMMARY ->
          new DistributionMeter(key, step);
    };
  }

  final MeterKey key() {
    return key;
  }

  final Kind kind() {
    return key.kind();
  }

  /** Takes a sample. */
  final void sample(LineParser line, Moment now) {
    updated = now.nanos();
    take(line, now);
  }

  /** When it was last sampled. */
  final long updated() {
    return updated;
  }

  /** Whether it has been without a sample for too long. */
  boolean isExpired(Moment now) {
    return now.nanos() - updated > KEPT_NANOS;
  }

  /** Takes a sample. */
  abstract void take(LineParser line, Moment now);

  /** Ends a step: notes what it came to, and begins the next one. */
  abstract void close(int step, Moment now, PointLog log);

  /** Tells what a closed step came to. */
  void tell(int step, StepListener listener) {
    for (Track track : tracks()) {
      listener.value(key.id(), published(track.statistic()), track.in(step, stepsOfAValue()));
    }
  }

  /** In how many steps a value counts: a rate between two samples does until the next sample. */
  int stepsOfAValue() {
    return 1;
  }

  private StepStatistic published(Statistic statistic) {
    return switch (statistic) {
      case GAUGE -> StepStatistic.GAUGE;
      case MAX -> StepStatistic.MAX;
      case COUNT -> StepStatistic.COUNT;
      case TOTAL ->
          kind() == Kind.TIMER || kind() == Kind.PERCENTILE_TIMER
              ? StepStatistic.TOTAL_TIME
              : StepStatistic.TOTAL_AMOUNT;
    };
  }

  /** What there is to see of it. */
  abstract List<Track> tracks();

  /**
   * What has added up, or was last said: for a reader that computes rates itself.
   *
   * @param step the present one
   */
  abstract Reading reading(int step);
}
