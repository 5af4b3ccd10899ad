package org.atlasagent.receiver;

import java.util.List;
import org.atlasagent.meter.Kind;
import org.atlasagent.spectatord.LineParser;

/**
 * A running total of its source: the rate between two samples. Where they are closer than a step it
 * is that of a step, for when a sample arrived is not exactly when it was taken. A total that went
 * back gives no rate; an unsigned one wraps at 2^64, and what would be more than half of that is a
 * restart.
 */
final class MonotonicMeter extends ReceivedMeter {
  private static final double NANOS = 1e9;
  private static final long STEP_NANOS = Steps.SECONDS * 1_000_000_000L;

  private final Track rate;

  /** The last sample: a double, or the bits of an unsigned number. */
  private double value;

  private long bits;
  private long sampled;

  /** The sample to which the next rate refers. */
  private double baseValue;

  private long baseBits;
  private long baseSampled;
  private boolean hasBase;
  private boolean fresh;

  private int stepsOfAValue = 1;

  MonotonicMeter(MeterKey key, int step) {
    super(key);
    rate = new Track(Statistic.COUNT, Track.Between.UNKNOWN, step);
  }

  @Override
  void take(LineParser line, Moment now) {
    value = line.value();
    bits = line.unsigned();
    sampled = now.nanos();
    if (hasBase) {
      fresh = true;
    } else {
      rebase();
    }
  }

  @Override
  void close(int step, Moment now, PointLog log) {
    if (!fresh) {
      return;
    }
    double delta = kind() == Kind.MONOTONIC_COUNTER ? unsignedDelta() : value - baseValue;
    long elapsed = sampled - baseSampled;
    rebase();
    stepsOfAValue = (int) Math.max(1, Math.ceilDiv(elapsed, STEP_NANOS));
    if (delta >= 0) {
      rate.put(step, delta / Math.max(Steps.SECONDS, elapsed / NANOS), log);
    }
  }

  @Override
  int stepsOfAValue() {
    return stepsOfAValue;
  }

  @Override
  List<Track> tracks() {
    return List.of(rate);
  }

  @Override
  Reading reading(int step) {
    return new Reading.Total(value);
  }

  private double unsignedDelta() {
    return Math.max(0, bits - baseBits);
  }

  private void rebase() {
    baseValue = value;
    baseBits = bits;
    baseSampled = sampled;
    hasBase = true;
    fresh = false;
  }
}
