package org.atlasagent.collector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    for (int i = 0; i < rows.size(); i++) {
      Row<K> row = rows.get(i);
      if (hasAll(snapshot, row.fields())) {
        row.meter().accept(sum(snapshot, row.fields()));
        any = true;
      }
    }
    return any;
  }

  private static <K extends Enum<K>> boolean hasAll(Values<K> snapshot, List<K> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (!snapshot.has(fields.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The sum, modulo 2^64 as the kernel counts. */
  private static <K extends Enum<K>> long sum(Values<K> snapshot, List<K> fields) {
    long sum = 0;
    for (int i = 0; i < fields.size(); i++) {
      sum += snapshot.getAsLong(fields.get(i));
    }
    return sum;
  }
}
