package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Values;

/**
 * The known fields of {@code /proc/net/sockstat6}: the IPv6 sockets of the network namespace as
 * they are now. It has no memory of sockets: {@link Sockstat} has one number for both IP versions.
 * A field that this kernel does not have is absent; without IPv6 there is no such file.
 */
public enum Sockstat6 implements GroupedField {
  TCP6_INUSE("TCP6:", "inuse"),
  UDP6_INUSE("UDP6:", "inuse"),
  RAW6_INUSE("RAW6:", "inuse"),
  FRAG6_INUSE("FRAG6:", "inuse"),
  FRAG6_MEMORY_BYTES("FRAG6:", "memory");

  private static final Groups<Sockstat6> GROUPS = Groups.of(Sockstat6.class);

  private final String group;
  private final String field;

  Sockstat6(String group, String field) {
    this.group = group;
    this.field = field;
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public String field() {
    return field;
  }

  /** Reads the file; empty when there is none. */
  public static Optional<Values<Sockstat6>> read(KernelFile sockstat6) {
    return sockstat6.read().map(Sockstat6::parse);
  }

  static Values<Sockstat6> parse(Fields fields) {
    return Tables.namedValues(GROUPS, fields);
  }
}
