package org.atlasagent.receiver;

import java.util.List;
import org.atlasagent.spectatord.LineParser;

/** A gauge of which a step keeps the largest value. */
final class MaxMeter extends ReceivedMeter {
  private final Track track;
  private double largest = Double.NaN;
  private double last = Double.NaN;

  MaxMeter(MeterKey key, int step) {
    super(key);
    track = new Track(Statistic.MAX, Track.Between.UNKNOWN, step);
  }

  @Override
  void take(LineParser line, Moment now) {
    largest = Double.isNaN(largest) ? line.value() : Math.max(largest, line.value());
  }

  @Override
  void close(int step, Moment now, PointLog log) {
    if (!Double.isNaN(largest)) {
      track.put(step, largest, log);
      last = largest;
      largest = Double.NaN;
    }
  }

  @Override
  List<Track> tracks() {
    return List.of(track);
  }

  @Override
  Reading reading() {
    double known = Double.isNaN(last) ? largest : last;
    return Double.isNaN(known) ? new Reading.Silent() : new Reading.Level(known);
  }
}
