package org.atlasagent.receiver;

import java.util.List;

/**
 * The past of some meters.
 *
 * @param first the step of the first values
 * @param last the step of the last values; below the first where there are none
 * @param ageMillis how long the last step has been over
 * @param lines the values
 */
public record History(int first, int last, long ageMillis, List<Line> lines) {
  public History {
    lines = List.copyOf(lines);
  }

  /** One statistic of a meter over the steps. */
  public static final class Line {
    private final int number;
    private final Statistic statistic;
    private final float[] values;

    Line(int number, Statistic statistic, float[] values) {
      this.number = number;
      this.statistic = statistic;
      this.values = values;
    }

    /** The number of the meter. */
    public int number() {
      return number;
    }

    /** What the values say. */
    public Statistic statistic() {
      return statistic;
    }

    /** How many values there are: one for each step. */
    public int size() {
      return values.length;
    }

    /** A value by its place; NaN where the step has none. */
    public float value(int index) {
      return values[index];
    }
  }
}
