package org.atlasagent.receiver;

import java.util.List;
import org.atlasagent.spectatord.LineParser;

/** A counter of increments: what was added in a step, as a rate. */
final class CounterMeter extends ReceivedMeter {
  private final Track rate;
  private double added;
  private double total;

  CounterMeter(MeterKey key, int step) {
    super(key);
    rate = new Track(Statistic.COUNT, Track.Between.ZERO, step);
  }

  @Override
  void take(LineParser line, Moment now) {
    added += line.value();
    total += line.value();
  }

  @Override
  void close(int step, Moment now, PointLog log) {
    if (added > 0) {
      rate.put(step, added / Steps.SECONDS, log);
      added = 0;
    }
  }

  @Override
  List<Track> tracks() {
    return List.of(rate);
  }

  @Override
  Reading reading(int step) {
    return new Reading.Total(total);
  }
}
