package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Values;

/**
 * The known fields of {@code /proc/net/sockstat}: sockets and their memory as they are now. The
 * fields called {@code inuse} count the IPv4 sockets of the network namespace; {@code orphan},
 * {@code tw}, {@code alloc} and {@code mem} are one number for IPv4 and IPv6. A field that this
 * kernel does not have is absent.
 */
public enum Sockstat implements GroupedField {
  SOCKETS_USED("sockets:", "used"),
  TCP_INUSE("TCP:", "inuse"),
  TCP_ORPHAN("TCP:", "orphan"),
  TCP_TW("TCP:", "tw"),
  TCP_ALLOC("TCP:", "alloc"),
  TCP_MEM_PAGES("TCP:", "mem"),
  UDP_INUSE("UDP:", "inuse"),
  UDP_MEM_PAGES("UDP:", "mem"),
  RAW_INUSE("RAW:", "inuse"),
  FRAG_INUSE("FRAG:", "inuse"),
  FRAG_MEMORY_BYTES("FRAG:", "memory");

  private static final Groups<Sockstat> GROUPS = Groups.of(Sockstat.class);

  private final String group;
  private final String field;

  Sockstat(String group, String field) {
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
  public static Optional<Values<Sockstat>> read(KernelFile sockstat) {
    return sockstat.read().map(Sockstat::parse);
  }

  static Values<Sockstat> parse(Fields fields) {
    return Tables.namedValues(GROUPS, fields);
  }
}
