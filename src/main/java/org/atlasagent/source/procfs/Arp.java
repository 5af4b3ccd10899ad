package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The size of the kernel's table of IPv4 neighbours: the lines of {@code /proc/net/arp}. IPv6 has
 * no such file.
 *
 * @param entries neighbours, those that did not answer included
 */
public record Arp(long entries) {

  /** Reads the file; empty when there is none. */
  public static Optional<Arp> read(KernelFile arp) {
    return arp.stream().map(Arp::parse);
  }

  static Arp parse(Fields fields) {
    fields.requireLine("the names of columns");
    long entries = 0;
    while (fields.nextLine()) {
      entries++;
    }
    return new Arp(entries);
  }
}
