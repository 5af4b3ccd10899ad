package org.atlasagent.runtime;

import java.util.List;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;

/**
 * What a single collection gave.
 *
 * @param rows the samples, those of a collector together
 * @param problems the collectors without data, each with the reason, in one line
 */
public record PrintResult(List<Row> rows, List<String> problems) {
  public PrintResult {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }

  /**
   * A sample.
   *
   * @param collector who reported it
   * @param metric what it measures
   * @param id the series
   * @param line the protocol line, without its end
   * @param value the value as the line spells it
   */
  public record Row(String collector, Metric metric, MeterId id, String line, String value) {}
}
