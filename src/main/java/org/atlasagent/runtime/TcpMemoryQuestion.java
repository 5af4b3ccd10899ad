package org.atlasagent.runtime;

import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.Values;
import org.atlasagent.source.netlink.Answer;
import org.atlasagent.source.netlink.IpFamily;
import org.atlasagent.source.netlink.Netlink;
import org.atlasagent.source.netlink.SocketMemory;
import org.atlasagent.source.netlink.TcpSweep;
import org.atlasagent.source.procfs.Sockstat;
import org.atlasagent.source.procfs.TcpMem;

/** Asks once for the memory of TCP sockets: of each address family, and of all together. */
final class TcpMemoryQuestion {
  private final KernelFiles files;
  private final Netlink netlink;
  private final long pageBytes;

  TcpMemoryQuestion(KernelFiles files, Netlink netlink, long pageBytes) {
    this.files = files;
    this.netlink = netlink;
    this.pageBytes = pageBytes;
  }

  /** Asks, the parts as shortly after each other as can be. */
  TcpMemoryResult ask() {
    return switch (TcpSweep.read(netlink, IpFamily.V4)) {
      case Answer.Refused<TcpSweep>(String why) -> new TcpMemoryResult.Refused(why);
      case Answer.Given<TcpSweep>(TcpSweep v4) -> withV6(sums(v4));
    };
  }

  private TcpMemoryResult withV6(TcpMemoryResult.Sums v4) {
    // A kernel without IPv6 answers for it too, with nothing: a 0 would be invented.
    if (!Files.exists(files.netPath("tcp6"))) {
      return new TcpMemoryResult.Told(v4, Optional.empty(), pool());
    }
    return switch (TcpSweep.read(netlink, IpFamily.V6)) {
      case Answer.Refused<TcpSweep>(String why) -> new TcpMemoryResult.Refused(why);
      case Answer.Given<TcpSweep>(TcpSweep v6) ->
          new TcpMemoryResult.Told(v4, Optional.of(sums(v6)), pool());
    };
  }

  private static TcpMemoryResult.Sums sums(TcpSweep sweep) {
    Map<SocketMemory, Long> memory = new EnumMap<>(SocketMemory.class);
    for (SocketMemory kind : SocketMemory.values()) {
      sweep.memory(kind).ifPresent(bytes -> memory.put(kind, bytes));
    }
    return new TcpMemoryResult.Sums(sweep.sockets(), sweep.withMemory(), memory);
  }

  private TcpMemoryResult.Pool pool() {
    Optional<Values<Sockstat>> sockstat = Sockstat.read(files.net("sockstat"));
    OptionalLong pages =
        sockstat.isPresent() ? sockstat.get().get(Sockstat.TCP_MEM_PAGES) : OptionalLong.empty();
    return new TcpMemoryResult.Pool(
        pageBytes, pages, TcpMem.read(files.proc("sys/net/ipv4/tcp_mem")));
  }
}
