package org.atlasagent.receiver;

/**
 * How much a receiver may keep.
 *
 * @param series the most series at a time; lines of further ones are refused
 * @param points the most values in the past of all series together; when there are more, the oldest
 *     go, whosever they are
 */
public record Capacity(int series, int points) {
  /** What a series with an identity of usual length takes, with its share of the table. */
  private static final int BYTES_OF_A_SERIES = 400;

  private static final int BYTES_OF_A_POINT = PointLog.BYTES_OF_A_POINT;

  public Capacity {
    if (series < 1 || points < 1) {
      throw new IllegalArgumentException("room for nothing: " + series + ", " + points);
    }
  }

  /** A third of so many bytes for series, and a third for the past; the rest stays free. */
  public static Capacity of(long bytes) {
    long third = bytes / 3;
    return new Capacity(
        Math.clamp(third / BYTES_OF_A_SERIES, 1, 1 << 24),
        Math.clamp(third / BYTES_OF_A_POINT, 1, 1 << 28));
  }

  /** The most bytes that the names and tags of all series take together. */
  long idBytes() {
    return 200L * series;
  }
}
