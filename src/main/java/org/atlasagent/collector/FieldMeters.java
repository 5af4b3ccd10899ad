package org.atlasagent.collector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.MonotonicCounter;
import org.atlasagent.source.Values;

/**
 * Which meters follow which fields of a kernel file. A counter may follow the sum of several
 * fields: it then says nothing when one of them is absent.
 *
 * @param <K> the known fields of the file
 */
final class FieldMeters<K extends Enum<K>> {
  private final List<Row<K>> rows = new ArrayList<>();

  private record Row<K>(LongConsumer meter, List<K> fields) {}

  /** One more counter that follows a field. */
  FieldMeters<K> add(MonotonicCounter counter, K field) {
    return addSum(counter, List.of(field));
  }

  /** One more counter that follows the sum of several fields. */
  FieldMeters<K> addSum(MonotonicCounter counter, List<K> fields) {
    rows.add(new Row<>(counter::set, List.copyOf(fields)));
    return this;
  }

  /** One more gauge that follows a field. */
  FieldMeters<K> add(Gauge gauge, K field) {
    rows.add(new Row<>(gauge::set, List.of(field)));
    return this;
  }

  /** Reports by every meter whose fields are there; false when there is none. */
  boolean report(Optional<Values<K>> snapshot) {
    return snapshot.isPresent() && report(snapshot.get());
  }

  /** Reports by every meter whose fields are there; false when there is none. */
  boolean report(Values<K> snapshot) {
    boolean any = false;
    for (Row<K> row : rows) {
      OptionalLong total = sum(snapshot, row.fields());
      if (total.isPresent()) {
        row.meter().accept(total.getAsLong());
        any = true;
      }
    }
    return any;
  }

  /** The sum, modulo 2^64 as the kernel counts; absent when one of the fields is. */
  private static <K extends Enum<K>> OptionalLong sum(Values<K> snapshot, List<K> fields) {
    if (fields.size() == 1) {
      return snapshot.get(fields.getFirst());
    }
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
