package org.atlasagent.receiver;

import java.util.List;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;

/**
 * What a receiver knows at a time.
 *
 * @param step the last step that is over; -1 before the first
 * @param ageMillis how long it has been over
 * @param rows the meters, in no order
 * @param accepted lines that were taken since the start
 * @param refused lines that were refused since the start
 */
public record Snapshot(int step, long ageMillis, List<Row> rows, long accepted, long refused) {
  /** A meter. Its name and tags are made when they are asked for: there may be very many meters. */
  public static final class Row {
    private final MeterKey key;
    private final List<Value> values;
    private final Reading reading;

    Row(MeterKey key, List<Value> values, Reading reading) {
      this.key = key;
      this.values = List.copyOf(values);
      this.reading = reading;
    }

    /** Tells the meter from all others, before and after it. */
    public int number() {
      return key.number();
    }

    /** Its kind. */
    public Kind kind() {
      return key.kind();
    }

    /** Its name and tags. */
    public MeterId id() {
      return key.meterId();
    }

    /** What the last step came to. */
    public List<Value> values() {
      return values;
    }

    /** What it has come to since it is known. */
    public Reading reading() {
      return reading;
    }
  }

  /**
   * A value of a step.
   *
   * @param statistic what it says
   * @param value NaN where the step has none
   */
  public record Value(Statistic statistic, double value) {}

  public Snapshot {
    rows = List.copyOf(rows);
  }
}
