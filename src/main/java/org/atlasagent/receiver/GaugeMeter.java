package org.atlasagent.receiver;

import java.util.List;
import org.atlasagent.spectatord.LineParser;

/** A gauge: its last value, for as long as it may live. */
final class GaugeMeter extends ReceivedMeter {
  private static final long NANOS = 1_000_000_000;

  private final Track track;
  private double value = Double.NaN;
  private long ttlNanos;

  GaugeMeter(MeterKey key, int step) {
    super(key);
    track = new Track(Statistic.GAUGE, Track.Between.HOLDS, step);
  }

  @Override
  void take(LineParser line, Moment now) {
    value = line.value();
    ttlNanos = line.ttlSeconds() * NANOS;
  }

  @Override
  void close(int step, Moment now, PointLog log) {
    if (now.nanos() - updated() > ttlNanos) {
      value = Double.NaN;
    }
    track.put(step, value, log);
  }

  @Override
  List<Track> tracks() {
    return List.of(track);
  }

  @Override
  Reading reading(int step) {
    return Double.isNaN(value) ? new Reading.Silent() : new Reading.Level(value);
  }
}
