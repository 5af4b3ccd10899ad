package org.atlasagent.source.host;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;

/**
 * What the network of a cloud allows an interface, and how often it was exceeded, as the driver
 * (ENA) says among its statistics.
 *
 * @param layout where the allowances stand among the statistics
 * @param values those that the driver has; none at all for most interfaces
 */
public record Allowances(Layout layout, Values<Field> values) {

  /** The known statistics; all but the available connections are running totals. */
  public enum Field {
    BW_IN_EXCEEDED("bw_in_allowance_exceeded"),
    BW_OUT_EXCEEDED("bw_out_allowance_exceeded"),
    CONNTRACK_EXCEEDED("conntrack_allowance_exceeded"),
    CONNTRACK_AVAILABLE("conntrack_allowance_available"),
    LINKLOCAL_EXCEEDED("linklocal_allowance_exceeded"),
    PPS_EXCEEDED("pps_allowance_exceeded");

    private final String statistic;

    Field(String statistic) {
      this.statistic = statistic;
    }
  }

  private static final Keys<Field> KEYS = Keys.of(Field.class, field -> field.statistic);

  /**
   * Which of an interface's statistics are allowances: the same for as long as the interface has
   * the same identity and number of statistics.
   */
  public static final class Layout {
    /** For an interface without statistics, or of which nothing is known. */
    public static final Layout NONE = new Layout(new int[0]);

    /** For each statistic the place of its field; negative where it is no allowance. */
    private final int[] fields;

    private Layout(int[] fields) {
      this.fields = fields;
    }

    static Layout of(List<String> names) {
      return new Layout(names.stream().mapToInt(Layout::place).toArray());
    }

    private static int place(String name) {
      byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
      return KEYS.indexOf(bytes, 0, bytes.length);
    }

    /** Whether there is any allowance. */
    public boolean hasAny() {
      return Arrays.stream(fields).anyMatch(field -> field >= 0);
    }

    private Values<Field> select(long[] numbers) {
      Values.Builder<Field> values = new Values.Builder<>(KEYS);
      for (int i = 0; i < fields.length; i++) {
        values.set(fields[i], numbers[i]);
      }
      return values.build();
    }
  }

  /**
   * Reads the allowances of an interface; asks for the names of its statistics only when the known
   * layout does not fit.
   *
   * @param known the layout at the last reading
   * @return empty when the interface has gone, or changed its statistics meanwhile
   */
  public static Optional<Allowances> read(
      InterfaceStatistics statistics, String name, Layout known) {
    Optional<Allowances> found = values(statistics, name, known);
    if (found.isPresent()) {
      return found;
    }
    Layout learned = statistics.names(name).map(Layout::of).orElse(Layout.NONE);
    return learned.hasAny()
        ? values(statistics, name, learned)
        : Optional.of(new Allowances(Layout.NONE, Layout.NONE.select(new long[0])));
  }

  private static Optional<Allowances> values(
      InterfaceStatistics statistics, String name, Layout layout) {
    return layout.hasAny()
        ? statistics
            .values(name, layout.fields.length)
            .map(numbers -> new Allowances(layout, layout.select(numbers)))
        : Optional.empty();
  }
}
