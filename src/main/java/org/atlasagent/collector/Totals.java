package org.atlasagent.collector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.meter.MonotonicCounter;
import org.atlasagent.source.Values;

/**
 * Which counters follow which fields of a kernel file. A counter may follow the sum of several
 * fields: it then says nothing when one of them is absent.
 *
 * @param <K> the known fields of the file
 */
final class Totals<K extends Enum<K>> {
  private final List<Row<K>> rows = new ArrayList<>();

  private record Row<K>(MonotonicCounter counter, List<K> fields) {}

  /** One more counter that follows a field. */
  Totals<K> add(MonotonicCounter counter, K field) {
    return addSum(counter, List.of(field));
  }

  /** One more counter that follows the sum of several fields. */
  Totals<K> addSum(MonotonicCounter counter, List<K> fields) {
    rows.add(new Row<>(counter, List.copyOf(fields)));
    return this;
  }

  /** Reports every counter whose fields are there; false when there is none. */
  boolean report(Optional<Values<K>> snapshot) {
    return snapshot.isPresent() && report(snapshot.get());
  }

  /** Reports every counter whose fields are there; false when there is none. */
  boolean report(Values<K> snapshot) {
    boolean any = false;
    for (Row<K> row : rows) {
      OptionalLong total = sum(snapshot, row.fields());
      if (total.isPresent()) {
        row.counter().set(total.getAsLong());
        any = true;
      }
    }
    return any;
  }

  /** The sum, modulo 2^64 as the kernel counts; absent when one of the fields is. */
  private static <K extends Enum<K>> OptionalLong sum(Values<K> snapshot, List<K> fields) {
    long sum = 0;
    for (int i = 0; i < fields.size(); i++) {
      OptionalLong field = snapshot.get(fields.get(i));
      if (field.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += field.getAsLong();
    }
    return OptionalLong.of(sum);
  }
}
