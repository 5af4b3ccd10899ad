package org.atlasagent.source.procfs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;

/**
 * The tables of the known fields of a file, one for each group of them.
 *
 * @param <K> the known fields of all groups
 */
final class Groups<K extends Enum<K> & GroupedField> {
  private final Keys<K> all;
  private final List<Group<K>> groups;

  /**
   * The known fields of one group.
   *
   * @param name the group as the file spells it
   * @param keys their names
   */
  record Group<K extends Enum<K>>(String name, Keys<K> keys) {}

  private Groups(Class<K> type) {
    all = Keys.of(type, Enum::name);
    Map<String, Group<K>> byName = new LinkedHashMap<>();
    for (K field : type.getEnumConstants()) {
      byName.computeIfAbsent(field.group(), name -> group(type, name));
    }
    groups = List.copyOf(byName.values());
  }

  /** The tables over all constants of an enum. */
  static <K extends Enum<K> & GroupedField> Groups<K> of(Class<K> type) {
    return new Groups<>(type);
  }

  private static <K extends Enum<K> & GroupedField> Group<K> group(Class<K> type, String name) {
    return new Group<>(
        name, Keys.of(type, field -> field.group().equals(name), GroupedField::field));
  }

  /** A snapshot that is still empty. */
  Values.Builder<K> values() {
    return new Values.Builder<>(all);
  }

  /** The group of this name; empty when none of its fields is known. */
  Optional<Group<K>> named(String name) {
    for (Group<K> group : groups) {
      if (group.name().equals(name)) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  /**
   * The group whose name is the next field, which is then passed over; empty, and nothing moved,
   * when none of its fields is known.
   */
  Optional<Group<K>> next(Fields fields) {
    for (Group<K> group : groups) {
      if (fields.skipField(group.name())) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }
}
