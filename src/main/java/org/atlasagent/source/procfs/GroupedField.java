package org.atlasagent.source.procfs;

/**
 * A known field of a file that names its fields in groups, such as {@code Udp: InErrors}; other
 * groups may use the same name for another thing.
 */
interface GroupedField {
  /** The group as the file spells it, with its colon if it has one. */
  String group();

  /** The field's name in its group. */
  String field();
}
