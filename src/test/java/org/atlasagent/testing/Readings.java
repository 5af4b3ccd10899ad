package org.atlasagent.testing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a run reported.
 *
 * @param values values by series, such as {@code net.ip.bytes,id=in,proto=v6}
 */
public record Readings(Map<String, Long> values) {

  /** Reads lines of the protocol. */
  static Readings of(List<String> lines) {
    Map<String, Long> values = new TreeMap<>();
    for (String line : lines) {
      int value = line.lastIndexOf(':');
      values.put(
          line.substring(line.indexOf(':') + 1, value),
          Long.parseLong(line, value + 1, line.length(), 10));
    }
    return new Readings(values);
  }

  /** The value of a series, which must have been reported. */
  public long of(String series) {
    return Objects.requireNonNull(values.get(series), () -> series + " is not among " + values);
  }

  /** By how much series have changed; those that have not are left out. */
  public Map<String, Long> since(Readings before) {
    Map<String, Long> changes = new TreeMap<>();
    values.forEach((series, value) -> {
      long change = value - before.values.getOrDefault(series, 0L);
      if (change != 0) {
        changes.put(series, change);
      }
    });
    return changes;
  }

  /** The series of a metric that are not 0. */
  public Map<String, Long> nonZero(String metric) {
    Map<String, Long> found = new TreeMap<>(values);
    found.keySet().removeIf(series -> !series.startsWith(metric + ","));
    found.values().removeIf(value -> value == 0);
    return found;
  }
}
