package org.atlasagent.receiver;

import java.util.Arrays;

/**
 * One statistic of a meter over time: its value of each step that has one. A value that holds until
 * the next one is logged when it changes.
 */
final class Track {
  /** What is true of the steps for which no value is logged. */
  enum Between {
    /** The last value still holds, as that of a gauge. */
    HOLDS,
    /** Nothing happened: zero. */
    ZERO,
    /** Nobody knows. */
    UNKNOWN
  }

  private final Statistic statistic;
  private final Between between;
  private final int firstStep;
  private long last = PointLog.NONE;
  private double lastValue = Double.NaN;
  private int lastStep;

  Track(Statistic statistic, Between between, int firstStep) {
    this.statistic = statistic;
    this.between = between;
    this.firstStep = firstStep;
  }

  Statistic statistic() {
    return statistic;
  }

  /** Notes the value of a step; NaN ends one that held. */
  void put(int step, double value, PointLog log) {
    float rounded = (float) value;
    if (between != Between.HOLDS || Float.compare(rounded, (float) lastValue) != 0) {
      last = log.append(last, step, rounded);
    }
    lastValue = value;
    lastStep = step;
  }

  /** The value as of a closed step: NaN when there is none. */
  double at(int step) {
    return switch (between) {
      case HOLDS, UNKNOWN -> lastValue;
      case ZERO -> lastStep == step ? lastValue : 0;
    };
  }

  /**
   * The value that counts in a closed step: NaN when there is none.
   *
   * @param steps in how many steps a value counts where nobody knows what comes after it
   */
  double in(int step, int steps) {
    return switch (between) {
      case HOLDS -> lastValue;
      case ZERO -> lastStep == step ? lastValue : 0;
      case UNKNOWN -> step - lastStep < steps ? lastValue : Double.NaN;
    };
  }

  /** The values of the steps from one to another, both included; NaN where there is none. */
  float[] between(int from, int to, PointLog log) {
    float[] values = new float[Math.max(0, to - from + 1)];
    Arrays.fill(values, Float.NaN);
    if (between == Between.ZERO) {
      int first = Math.clamp(firstStep - from, 0, values.length);
      Arrays.fill(values, first, values.length, 0);
    }
    if (between == Between.HOLDS && !log.holds(last)) {
      // It changed before the oldest change of any series that is still known.
      Arrays.fill(
          values, Math.clamp(firstStep - from, 0, values.length), values.length, (float) lastValue);
      return values;
    }
    int filled = values.length;
    for (long place = last; log.holds(place); place = log.before(place)) {
      int index = log.step(place) - from;
      if (between == Between.HOLDS) {
        int first = Math.clamp(index, 0, filled);
        Arrays.fill(values, first, filled, log.value(place));
        filled = first;
      } else if (index >= 0 && index < values.length) {
        values[index] = log.value(place);
      }
      if (index <= 0) {
        break;
      }
    }
    return values;
  }
}
