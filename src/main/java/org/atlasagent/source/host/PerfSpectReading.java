package org.atlasagent.source.host;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of PerfSpect: what the processors of the host did in the last seconds.
 *
 * @param frequency the mean clock frequency, in the unit in which PerfSpect prints it
 * @param cyclesPerSecond clock cycles
 * @param instructionsPerSecond instructions that were completed
 * @param l2MissesPerSecond memory accesses that the second-level caches could not serve
 */
public record PerfSpectReading(
    double frequency,
    double cyclesPerSecond,
    double instructionsPerSecond,
    double l2MissesPerSecond) {
  private static final int FIELDS = 8;

  /**
   * Parses a line: eight fields between commas, of which the last four are numbers.
   *
   * @return empty for any other line, such as the heading that PerfSpect begins with
   */
  public static Optional<PerfSpectReading> parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != FIELDS) {
      return Optional.empty();
    }
    OptionalDouble frequency = Decimals.parse(fields[4]);
    OptionalDouble cycles = Decimals.parse(fields[5]);
    OptionalDouble instructions = Decimals.parse(fields[6]);
    OptionalDouble misses = Decimals.parse(fields[7]);
    if (frequency.isEmpty() || cycles.isEmpty() || instructions.isEmpty() || misses.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PerfSpectReading(
            frequency.getAsDouble(),
            cycles.getAsDouble(),
            instructions.getAsDouble(),
            misses.getAsDouble()));
  }
}
