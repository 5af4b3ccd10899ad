package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The limits of the memory of all TCP sockets, IPv4 and IPv6 together: {@code
 * /proc/sys/net/ipv4/tcp_mem}, in pages. See tcp(7).
 *
 * @param lowPages below it TCP leaves its memory alone
 * @param pressurePages above it TCP saves memory, until it is below the first limit again
 * @param maxPages TCP never has more
 */
public record TcpMem(long lowPages, long pressurePages, long maxPages) {

  /** Reads the file; empty when there is none. */
  public static Optional<TcpMem> read(KernelFile tcpMem) {
    return tcpMem.read().map(TcpMem::parse);
  }

  static TcpMem parse(Fields fields) {
    fields.requireLine("three numbers of pages");
    return new TcpMem(fields.number(), fields.number(), fields.number());
  }
}
