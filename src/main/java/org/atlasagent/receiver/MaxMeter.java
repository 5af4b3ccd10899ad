package org.atlasagent.receiver;

import java.util.List;
import java.util.OptionalDouble;
import org.atlasagent.spectatord.LineParser;

/** A gauge of which a step keeps the largest value. */
final class MaxMeter extends ReceivedMeter {
  private final Track track;
  private final Peak peak = new Peak();
  private double largest = Double.NaN;

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
      peak.put(step, largest);
      largest = Double.NaN;
    }
  }

  @Override
  List<Track> tracks() {
    return List.of(track);
  }

  @Override
  Reading reading(int step) {
    OptionalDouble known = peak.at(step);
    if (Double.isNaN(largest)) {
      return known.isPresent() ? new Reading.Level(known.getAsDouble()) : new Reading.Silent();
    }
    return new Reading.Level(Math.max(largest, known.orElse(largest)));
  }
}
