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
  /**
   * A meter.
   *
   * @param number tells it from all others, before and after it
   * @param kind its kind
   * @param id its name and tags
   * @param values what the last step came to
   * @param reading what it has come to since it is known
   */
  public record Row(int number, Kind kind, MeterId id, List<Value> values, Reading reading) {
    public Row {
      values = List.copyOf(values);
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
