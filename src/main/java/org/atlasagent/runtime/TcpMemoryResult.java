package org.atlasagent.runtime;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.netlink.SocketMemory;
import org.atlasagent.source.procfs.TcpMem;

/** The memory of TCP sockets as the kernel tells it, or why it does not. */
public sealed interface TcpMemoryResult {

  /**
   * The kernel answered.
   *
   * @param v4 the IPv4 sockets of this process' network namespace
   * @param v6 the IPv6 sockets, with those that talk to IPv4; empty where the kernel has no IPv6
   * @param pool what TCP has of the machine's memory, for all of them and all others
   */
  record Told(Sums v4, Optional<Sums> v6, Pool pool) implements TcpMemoryResult {
    /** The sockets of both address families. */
    public Sums total() {
      return v6.map(v4::plus).orElse(v4);
    }
  }

  /**
   * The kernel, or who guards it, does not tell.
   *
   * @param why in one phrase
   */
  record Refused(String why) implements TcpMemoryResult {}

  /**
   * Sums over sockets.
   *
   * @param sockets how many, those without memory too
   * @param withMemory how many of them are whole sockets; a TIME_WAIT or SYN_RECV is not
   * @param memory bytes for each purpose; one of which this kernel does not tell is missing
   */
  record Sums(long sockets, long withMemory, Map<SocketMemory, Long> memory) {
    public Sums {
      memory = Map.copyOf(memory);
    }

    /** The bytes for a purpose. */
    public OptionalLong memory(SocketMemory kind) {
      Long bytes = memory.get(kind);
      return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /**
     * The bytes that come out of the pool of TCP: what was received, what was written, and what is
     * reserved for either. Sent bytes are among the written ones; options are no matter of TCP, and
     * the backlog is not yet charged.
     */
    public OptionalLong charged() {
      OptionalLong receive = memory(SocketMemory.RECEIVE);
      OptionalLong written = memory(SocketMemory.SEND_QUEUED);
      OptionalLong reserved = memory(SocketMemory.FORWARD_ALLOC);
      return receive.isPresent() && written.isPresent() && reserved.isPresent()
          ? OptionalLong.of(receive.getAsLong() + written.getAsLong() + reserved.getAsLong())
          : OptionalLong.empty();
    }

    private Sums plus(Sums other) {
      Map<SocketMemory, Long> both = new EnumMap<>(SocketMemory.class);
      memory.forEach(
          (kind, bytes) -> other.memory(kind).ifPresent(more -> both.put(kind, bytes + more)));
      return new Sums(sockets + other.sockets, withMemory + other.withMemory, both);
    }
  }

  /**
   * The memory that TCP has reserved, for both IP versions and all network namespaces.
   *
   * @param pageBytes the bytes in a page
   * @param pages what is reserved: {@code TCP: mem} of sockstat; empty where it is not told
   * @param limits how much it may be; empty outside of the initial network namespace
   */
  record Pool(long pageBytes, OptionalLong pages, Optional<TcpMem> limits) {}
}
