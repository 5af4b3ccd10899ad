package org.atlasagent.receiver;

import java.util.List;
import java.util.OptionalDouble;
import org.atlasagent.spectatord.LineParser;

/**
 * Durations or amounts: how many and how much a second, and the largest of a step. Percentiles are
 * not estimated.
 */
final class DistributionMeter extends ReceivedMeter {
  private final Track countRate;
  private final Track totalRate;
  private final Track largest;
  private final List<Track> tracks;
  private final Peak peak = new Peak();
  private long count;
  private double total;
  private double max;
  private double squares;
  private long countBefore;
  private double totalBefore;
  private double squaresRate;
  private int squaresStep;

  DistributionMeter(MeterKey key, int step) {
    super(key);
    countRate = new Track(Statistic.COUNT, Track.Between.ZERO, step);
    totalRate = new Track(Statistic.TOTAL, Track.Between.ZERO, step);
    largest = new Track(Statistic.MAX, Track.Between.UNKNOWN, step);
    tracks = List.of(countRate, totalRate, largest);
  }

  @Override
  void take(LineParser line, Moment now) {
    count++;
    total += line.value();
    max = Math.max(max, line.value());
    squares += line.value() * line.value();
  }

  @Override
  void close(int step, Moment now, PointLog log) {
    if (count == countBefore) {
      return;
    }
    countRate.put(step, (double) (count - countBefore) / Steps.SECONDS, log);
    totalRate.put(step, (total - totalBefore) / Steps.SECONDS, log);
    largest.put(step, max, log);
    countBefore = count;
    totalBefore = total;
    peak.put(step, max);
    max = 0;
    squaresRate = squares / Steps.SECONDS;
    squaresStep = step;
    squares = 0;
  }

  @Override
  void tell(int step, StepListener listener) {
    super.tell(step, listener);
    double value = step == squaresStep ? squaresRate : 0;
    listener.value(key().id(), StepStatistic.TOTAL_OF_SQUARES, value);
  }

  @Override
  List<Track> tracks() {
    return tracks;
  }

  @Override
  Reading reading(int step) {
    OptionalDouble known = peak.at(step);
    return new Reading.Summary(
        count,
        total,
        count > countBefore ? OptionalDouble.of(Math.max(max, known.orElse(max))) : known);
  }
}
