package org.atlasagent.source.netlink;

import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.procfs.TcpState;

/**
 * The TCP sockets of an address family in one pass: how many are in each state, what memory they
 * hold, how long their accept queues are. From sock_diag with INET_DIAG_SKMEMINFO; memory in bytes.
 * Sums only, so that it is as small for 100,000 sockets as for one.
 */
public final class TcpSweep {
  /** A connection of which only the request is known; the kernel shows it as a SYN_RECV. */
  private static final int NEW_SYN_RECV = 12;

  private static final int STATES = 13;
  private static final SocketMemory[] KINDS = SocketMemory.values();

  private final IpFamily family;
  private final long[] counts = new long[STATES];
  private final Sums<SocketMemory> memory = new Sums<>(SocketMemory.class);
  private int fewestMemoryNumbers = Integer.MAX_VALUE;
  private long establishedMapped;
  private long acceptQueue;
  private long acceptQueueLimit;

  private TcpSweep(IpFamily family) {
    this.family = family;
  }

  /** Asks for the sockets of a family. */
  public static Answer<TcpSweep> read(Netlink netlink, IpFamily family) {
    DumpRequest request = DumpRequest.tcp(family);
    Sweeper sweeper = new Sweeper(request.source(), family);
    Optional<String> refusal = netlink.dump(request, sweeper);
    return refusal.isPresent()
        ? new Answer.Refused<>(refusal.get())
        : new Answer.Given<>(sweeper.sweep);
  }

  /** The sockets in a state. */
  public long in(TcpState state) {
    long count = counts[state.code()];
    return state == TcpState.SYN_RECV ? count + counts[NEW_SYN_RECV] : count;
  }

  /** The memory of all sockets for a purpose; empty where the kernel does not tell it of all. */
  public OptionalLong memory(SocketMemory kind) {
    return kind.place() < fewestMemoryNumbers
        ? OptionalLong.of(memory.get(kind))
        : OptionalLong.empty();
  }

  /** Established connections whose packets are of an IP version. */
  public long established(IpFamily wire) {
    if (family == IpFamily.V4) {
      return wire == IpFamily.V4 ? in(TcpState.ESTABLISHED) : 0;
    }
    return wire == IpFamily.V4 ? establishedMapped : in(TcpState.ESTABLISHED) - establishedMapped;
  }

  /** Connections that wait to be accepted, over all listeners. */
  public long acceptQueue() {
    return acceptQueue;
  }

  /** How many may wait to be accepted, over all listeners. */
  public long acceptQueueLimit() {
    return acceptQueueLimit;
  }

  private void add(InetDiagMessage socket) {
    int state = socket.state();
    if (state == 0 || state >= STATES) {
      return;
    }
    counts[state]++;
    if (state == TcpState.LISTEN.code()) {
      acceptQueue += socket.receiveQueue();
      acceptQueueLimit += socket.sendQueue();
    }
    if (state == TcpState.ESTABLISHED.code() && family == IpFamily.V6 && socket.peerIsMapped()) {
      establishedMapped++;
    }
    if (socket.memoryNumbers() > 0 || hasMemory(state)) {
      addMemory(socket);
    }
  }

  private void addMemory(InetDiagMessage socket) {
    int numbers = socket.memoryNumbers();
    fewestMemoryNumbers = Math.min(fewestMemoryNumbers, numbers);
    for (SocketMemory kind : KINDS) {
      if (kind.place() < numbers) {
        memory.add(kind, socket.memory(kind.place()));
      }
    }
  }

  /**
   * Whether what is in this state is a whole socket, with memory. What is left of a closed one, and
   * what is not yet one, has none; a FIN_WAIT2 without an owner is kept as a TIME_WAIT.
   */
  private static boolean hasMemory(int state) {
    return state != TcpState.SYN_RECV.code()
        && state != TcpState.FIN_WAIT2.code()
        && state != TcpState.TIME_WAIT.code()
        && state != NEW_SYN_RECV;
  }

  /** Adds up the entries of a dump. */
  private static final class Sweeper implements MessageConsumer {
    private final InetDiagMessage socket;
    private final IpFamily family;
    private TcpSweep sweep;

    Sweeper(String source, IpFamily family) {
      socket = new InetDiagMessage(source);
      this.family = family;
      sweep = new TcpSweep(family);
    }

    @Override
    public void begin() {
      sweep = new TcpSweep(family);
    }

    @Override
    public boolean message(byte[] bytes, int offset, int length) {
      socket.reset(bytes, offset, length);
      if (socket.isOf(family)) {
        sweep.add(socket);
      }
      return true;
    }
  }
}
