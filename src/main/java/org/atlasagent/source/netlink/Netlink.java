package org.atlasagent.source.netlink;

import java.util.Optional;

/** The kernel's answers over netlink(7): dumps of its sockets, neighbours, addresses and routes. */
public interface Netlink {
  /** A machine of which nothing can be asked, such as a recorded one. */
  Netlink NONE = (request, consumer) -> Optional.of("netlink: this kernel cannot be asked");

  /**
   * Asks for all entries of a table and hands them over one by one; may take as long as the table
   * is large. When the table changed meanwhile, the consumer begins anew.
   *
   * @return why the kernel refuses, in one phrase; empty when the dump was handed over
   * @throws org.atlasagent.source.SourceException when the dump cannot be read or understood, or
   *     does not stay the same for long enough
   */
  Optional<String> dump(DumpRequest request, MessageConsumer consumer);
}
