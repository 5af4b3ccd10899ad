package org.atlasagent.receiver;

import java.util.List;
import org.atlasagent.spectatord.LineParser;

/**
 * The age of a moment in seconds. It does not expire: that nothing happens any more is what it is
 * there to show.
 */
final class AgeMeter extends ReceivedMeter {
  private static final double MILLIS = 1e3;

  private final Track track;
  private double sinceMillis;
  private double age;

  AgeMeter(MeterKey key, int step) {
    super(key);
    track = new Track(Statistic.GAUGE, Track.Between.HOLDS, step);
  }

  @Override
  void take(LineParser line, Moment now) {
    sinceMillis = line.value() == 0 ? now.wallMillis() : line.value() * MILLIS;
    age = age(now);
  }

  @Override
  void close(int step, Moment now, PointLog log) {
    age = age(now);
    track.put(step, age, log);
  }

  @Override
  boolean isExpired(Moment now) {
    return false;
  }

  @Override
  List<Track> tracks() {
    return List.of(track);
  }

  @Override
  Reading reading(int step) {
    return new Reading.Level(age);
  }

  private double age(Moment now) {
    return Math.max(0, now.wallMillis() - sinceMillis) / MILLIS;
  }
}
