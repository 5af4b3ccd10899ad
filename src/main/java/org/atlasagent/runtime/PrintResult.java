package org.atlasagent.runtime;

import java.util.List;
import java.util.stream.Stream;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;

/**
 * What a single collection gave.
 *
 * @param rows the samples, those of a collector together
 * @param absences the collectors that have nothing to report, or not all that others have, each
 *     with the reason, in one line
 * @param failures the collectors whose source cannot be read or understood, or which watch
 *     something that is broken, likewise
 */
public record PrintResult(List<Row> rows, List<String> absences, List<String> failures) {
  public PrintResult {
    rows = List.copyOf(rows);
    absences = List.copyOf(absences);
    failures = List.copyOf(failures);
  }

  /** Every reason why something is not among the rows, faults last. */
  public List<String> problems() {
    return Stream.concat(absences.stream(), failures.stream()).toList();
  }

  /**
   * Whether anything was found. What the agent says about itself is always there, and counts only
   * where nothing else was asked for.
   */
  public boolean anything() {
    return rows.stream().anyMatch(row -> !row.collector().equals(Catalogue.AGENT))
        || (problems().isEmpty() && !rows.isEmpty());
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
