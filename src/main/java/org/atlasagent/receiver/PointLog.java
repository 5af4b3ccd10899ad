package org.atlasagent.receiver;

/**
 * The past of all series in one bounded log: each value stands behind the one that came before it,
 * of whatever series, and knows how far back the one before of its own series is. So memory depends
 * on how much happened and not on how many series there are. When the log is full, the oldest
 * values are overwritten. It grows as it is needed.
 */
final class PointLog {
  /** The place of no value. */
  static final long NONE = -1;

  static final int BYTES_OF_A_POINT = 3 * Integer.BYTES;

  private static final int SEGMENT_BITS = 12;
  private static final int SEGMENT = 1 << SEGMENT_BITS;

  private final float[][] values;
  private final int[][] steps;
  private final int[][] distances;
  private final int capacity;
  private long next;

  /** A log for at most so many values, rounded up to whole segments. */
  PointLog(int points) {
    int segments = Math.ceilDiv(points, SEGMENT);
    values = new float[segments][];
    steps = new int[segments][];
    distances = new int[segments][];
    capacity = segments * SEGMENT;
  }

  /**
   * Appends a value of a series.
   *
   * @param before the place of the one before it in the series, or {@link #NONE}
   * @return its place
   */
  long append(long before, int step, float value) {
    int index = (int) (next % capacity);
    int segment = index >>> SEGMENT_BITS;
    if (values[segment] == null) {
      values[segment] = new float[SEGMENT];
      steps[segment] = new int[SEGMENT];
      distances[segment] = new int[SEGMENT];
    }
    int slot = index & (SEGMENT - 1);
    values[segment][slot] = value;
    steps[segment][slot] = step;
    distances[segment][slot] = holds(before) ? (int) (next - before) : 0;
    return next++;
  }

  /** Whether a value is still there. */
  boolean holds(long place) {
    return place >= 0 && next - place <= capacity;
  }

  float value(long place) {
    int index = (int) (place % capacity);
    return values[index >>> SEGMENT_BITS][index & (SEGMENT - 1)];
  }

  int step(long place) {
    int index = (int) (place % capacity);
    return steps[index >>> SEGMENT_BITS][index & (SEGMENT - 1)];
  }

  /** The place of the value before in the same series, which may be gone; {@link #NONE} of none. */
  long before(long place) {
    int index = (int) (place % capacity);
    int distance = distances[index >>> SEGMENT_BITS][index & (SEGMENT - 1)];
    return distance == 0 ? NONE : place - distance;
  }
}
