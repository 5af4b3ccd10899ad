package org.atlasagent.source.host;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.atlasagent.source.MalformedException;

/**
 * What {@code dcgmi dmon} prints about the GPUs once: a heading, and a row for each.
 *
 * @param nanos the monotonic time at which it was read
 * @param gpus the GPUs in the order of their rows
 */
public record DcgmReading(long nanos, List<Gpu> gpus) {
  private static final String SOURCE = "dcgmi dmon";

  /** The word before the number of a GPU; rows about its parts begin with another. */
  private static final String ENTITY = "GPU";

  public DcgmReading {
    gpus = List.copyOf(gpus);
  }

  /**
   * One GPU.
   *
   * @param index its number
   * @param values the fields that have a value; shares are 0..1
   */
  public record Gpu(String index, Map<DcgmField, Double> values) {
    public Gpu {
      values = Map.copyOf(values);
    }

    /** The value of a field; empty where dcgmi has none, as for a link that the GPU lacks. */
    public OptionalDouble value(DcgmField field) {
      Double value = values.get(field);
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
  }

  /**
   * Parses the output.
   *
   * @throws MalformedException when a row about a GPU has not as many fields as were asked for, or
   *     one that is neither a number nor {@code N/A}
   */
  static DcgmReading parse(long nanos, String output) {
    List<Gpu> gpus = new ArrayList<>();
    output.lines().forEach(line -> gpu(line).ifPresent(gpus::add));
    return new DcgmReading(nanos, gpus);
  }

  private static Optional<Gpu> gpu(String line) {
    String[] words = line.strip().split("\\s+", -1);
    if (!words[0].equals(ENTITY)) {
      return Optional.empty();
    }
    DcgmField[] fields = DcgmField.values();
    if (words.length != fields.length + 2) {
      throw new MalformedException(SOURCE, "not " + fields.length + " values", line);
    }
    Map<DcgmField, Double> values = new EnumMap<>(DcgmField.class);
    for (int i = 0; i < fields.length; i++) {
      String word = words[i + 2];
      if (!word.equals("N/A")) {
        OptionalDouble value = Decimals.parse(word);
        values.put(
            fields[i],
            value.orElseThrow(() -> new MalformedException(SOURCE, "not a number: " + word, line)));
      }
    }
    return Optional.of(new Gpu(words[1], values));
  }
}
