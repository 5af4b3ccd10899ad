package org.atlasagent.source.cgroup;

import org.atlasagent.source.Fields;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;

/** The form of files that have a name and a number in each line, such as {@code memory.stat}. */
final class FlatKeyed {
  private FlatKeyed() {}

  static <K extends Enum<K>> Values<K> parse(Keys<K> keys, Fields fields) {
    Values.Builder<K> values = new Values.Builder<>(keys);
    while (fields.nextLine()) {
      int key = fields.hasNext() ? fields.key(keys) : -1;
      if (key >= 0) {
        values.set(key, fields.number());
      }
    }
    return values.build();
  }
}
