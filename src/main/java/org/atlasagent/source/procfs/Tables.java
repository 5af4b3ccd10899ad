package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;
import org.atlasagent.source.procfs.Groups.Group;

/**
 * The layouts in which the network files of proc name their numbers. Columns are found by their
 * names, never by their places: kernels add columns, and a build without a feature leaves some out.
 */
final class Tables {
  private Tables() {}

  /**
   * Parses pairs of lines that begin with the same group: the names of its columns, then their
   * values. Groups that are not known are skipped, columns that are not known are not even parsed.
   *
   * <pre>
   * Udp: InDatagrams NoPorts InErrors
   * Udp: 505 0 0
   * </pre>
   */
  static <K extends Enum<K> & GroupedField> Values<K> linePairs(Groups<K> groups, Fields fields) {
    Values.Builder<K> values = groups.values();
    while (fields.nextLine()) {
      Optional<Group<K>> group = groups.next(fields);
      if (group.isPresent()) {
        int[] columns = columns(group.get().keys(), fields);
        fields.requireLine("the line of values of \"" + group.get().name() + "\"");
        if (!fields.skipField(group.get().name())) {
          throw fields.malformed("the values of \"" + group.get().name() + "\" are missing");
        }
        row(columns, fields, values);
      }
    }
    return values.build();
  }

  /**
   * Parses lines that begin with a group and go on with names and values in turns.
   *
   * <pre>
   * UDP: inuse 5 mem 2
   * </pre>
   */
  static <K extends Enum<K> & GroupedField> Values<K> namedValues(Groups<K> groups, Fields fields) {
    Values.Builder<K> values = groups.values();
    while (fields.nextLine()) {
      Optional<Group<K>> group = groups.next(fields);
      while (group.isPresent() && fields.hasNext()) {
        value(fields.key(group.get().keys()), fields, values);
      }
    }
    return values.build();
  }

  /** Parses lines of one name and one value. */
  static <K extends Enum<K>> Values<K> valuePerLine(Keys<K> keys, Fields fields) {
    Values.Builder<K> values = new Values.Builder<>(keys);
    while (fields.nextLine()) {
      if (fields.hasNext()) {
        value(fields.key(keys), fields, values);
      }
    }
    return values.build();
  }

  /**
   * Parses a line of column names and, below it, a line of hexadecimal numbers for each processor,
   * which are added up.
   *
   * <pre>
   * entries  table_fulls
   * 00000003 00000000
   * 00000003 0000000a
   * </pre>
   */
  static <K extends Enum<K>> Values<K> linePerCpu(Keys<K> keys, Fields fields) {
    Values.Builder<K> sums = new Values.Builder<>(keys);
    fields.requireLine("the names of columns");
    int[] columns = columns(keys, fields);
    while (fields.nextLine()) {
      requireAsMany(columns, fields);
      for (int column : columns) {
        if (column >= 0) {
          sums.add(column, fields.hex());
        } else {
          fields.skip(1);
        }
      }
    }
    return sums.build();
  }

  /** The places of the columns that the rest of this line names; negative where not known. */
  static <K extends Enum<K>> int[] columns(Keys<K> keys, Fields fields) {
    int[] columns = new int[fields.remaining()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = fields.key(keys);
    }
    return columns;
  }

  /** Parses the rest of this line as the values of those columns. */
  static <K extends Enum<K>> void row(int[] columns, Fields fields, Values.Builder<K> values) {
    requireAsMany(columns, fields);
    for (int column : columns) {
      value(column, fields, values);
    }
  }

  private static void requireAsMany(int[] columns, Fields fields) {
    int count = fields.remaining();
    if (count != columns.length) {
      throw fields.malformed(count + " values under " + columns.length + " column names");
    }
  }

  /** Parses a value whose name is known; passes over one whose name is not, whatever it is. */
  private static <K extends Enum<K>> void value(
      int place, Fields fields, Values.Builder<K> values) {
    if (place >= 0) {
      values.set(place, fields.number());
    } else {
      fields.skip(1);
    }
  }
}
