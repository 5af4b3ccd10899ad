package org.atlasagent.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one collector: makes them with the tags of the operator, and bounds how many series
 * the collector may report in one run. Used by one thread.
 */
public final class Meters {
  private final Recorder recorder;
  private final List<Tag> commonTags;
  private final List<Tag> networkTags;
  private final int maxSeries;
  private long run = 1;
  private int seriesOfRun;
  private long rejected;
  private @Nullable MeterId firstRejected;

  /**
   * Makes the factory.
   *
   * @param recorder where samples go
   * @param commonTags on every series
   * @param networkTags also on every series of a metric that is marked as network
   * @param maxSeries how many series one run may report; further ones are counted and left out
   */
  public Meters(Recorder recorder, List<Tag> commonTags, List<Tag> networkTags, int maxSeries) {
    this.recorder = recorder;
    this.commonTags = List.copyOf(commonTags);
    this.networkTags = List.copyOf(networkTags);
    this.maxSeries = maxSeries;
  }

  /** Begins a run: the bound on series is counted anew. */
  public void beginRun() {
    run++;
    seriesOfRun = 0;
    firstRejected = null;
  }

  /** How many series one run may report. */
  public int maxSeries() {
    return maxSeries;
  }

  /** Counts samples that were not even made, since the run cannot report them. */
  public void leaveOut(int samples) {
    rejected += samples;
  }

  /** Whether this run has reported as many series as it may. */
  public boolean isFull() {
    return seriesOfRun >= maxSeries;
  }

  /** Distinct series reported in this run. */
  public int seriesOfRun() {
    return seriesOfRun;
  }

  /** Samples that were left out over the bound since the start. */
  public long rejected() {
    return rejected;
  }

  /** The first series that this run had to leave out; empty when it stayed within the bound. */
  public Optional<MeterId> firstRejected() {
    return Optional.ofNullable(firstRejected);
  }

  /** A gauge; the tag values in the order of the metric's dimensions, as in all of these. */
  public Gauge gauge(Metric metric, String... tagValues) {
    return new Gauge(this, metric, id(metric, Kind.GAUGE, tagValues));
  }

  /** A gauge of which the receiver keeps the maximum. */
  public MaxGauge maxGauge(Metric metric, String... tagValues) {
    return new MaxGauge(this, metric, id(metric, Kind.MAX_GAUGE, tagValues));
  }

  /** A gauge that shows the age of a moment. */
  public AgeGauge ageGauge(Metric metric, String... tagValues) {
    return new AgeGauge(this, metric, id(metric, Kind.AGE_GAUGE, tagValues));
  }

  /** A counter of increments. */
  public Counter counter(Metric metric, String... tagValues) {
    return new Counter(this, metric, id(metric, Kind.COUNTER, tagValues));
  }

  /** A counter that follows a running total of the kernel. */
  public MonotonicCounter monotonicCounter(Metric metric, String... tagValues) {
    return new MonotonicCounter(this, metric, id(metric, Kind.MONOTONIC_COUNTER, tagValues));
  }

  /** A counter that follows a running total with a fraction. */
  public MonotonicDouble monotonicDouble(Metric metric, String... tagValues) {
    return new MonotonicDouble(this, metric, id(metric, Kind.MONOTONIC_DOUBLE, tagValues));
  }

  /** A timer, plain or with percentiles as the metric says. */
  public Timer timer(Metric metric, String... tagValues) {
    Kind kind = metric.kind() == Kind.PERCENTILE_TIMER ? Kind.PERCENTILE_TIMER : Kind.TIMER;
    return new Timer(this, metric, id(metric, kind, tagValues));
  }

  /** A distribution summary, plain or with percentiles as the metric says. */
  public DistributionSummary distributionSummary(Metric metric, String... tagValues) {
    Kind kind =
        metric.kind() == Kind.PERCENTILE_DISTRIBUTION_SUMMARY
            ? Kind.PERCENTILE_DISTRIBUTION_SUMMARY
            : Kind.DISTRIBUTION_SUMMARY;
    return new DistributionSummary(this, metric, id(metric, kind, tagValues));
  }

  long run() {
    return run;
  }

  /** Whether this run may still report one more series. */
  boolean admit(MeterId id) {
    if (!isFull()) {
      seriesOfRun++;
      return true;
    }
    if (firstRejected == null) {
      firstRejected = id;
    }
    return false;
  }

  void countRejected() {
    rejected++;
  }

  Series open(Metric metric, MeterId id) {
    return recorder.open(metric, id);
  }

  private MeterId id(Metric metric, Kind kind, String... tagValues) {
    List<Metric.Dimension> dimensions = metric.tags();
    if (metric.kind() != kind || dimensions.size() != tagValues.length) {
      throw new IllegalArgumentException(
          "%s is a %s with %d tags, not a %s with %d"
              .formatted(metric.name(), metric.kind(), dimensions.size(), kind, tagValues.length));
    }
    Map<String, String> byKey = new TreeMap<>();
    commonTags.forEach(tag -> byKey.put(tag.key(), tag.value()));
    if (metric.network()) {
      networkTags.forEach(tag -> byKey.put(tag.key(), tag.value()));
    }
    for (int i = 0; i < tagValues.length; i++) {
      byKey.put(dimensions.get(i).key(), tagValues[i]);
    }
    List<Tag> tags = new ArrayList<>(byKey.size());
    byKey.forEach((key, value) -> {
      if (!value.isEmpty()) {
        tags.add(new Tag(key, value));
      }
    });
    return new MeterId(metric.name(), tags);
  }
}
