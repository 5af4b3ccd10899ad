package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * A netlink(7) socket that asks the kernel and waits a bounded time for its answers. It belongs to
 * the network namespace of the thread that opens it, and can be opened again after it was closed.
 * Used by one thread at a time; whoever opens it closes it.
 */
public final class NetlinkSocket implements AutoCloseable {
  /** The protocol for links, addresses, routes and neighbours: rtnetlink(7). */
  public static final int NETLINK_ROUTE = 0;

  /** The protocol for sockets: sock_diag(7). */
  public static final int NETLINK_SOCK_DIAG = 4;

  /** struct sockaddr_nl. */
  static final StructLayout SENDER =
      MemoryLayout.structLayout(
          JAVA_SHORT.withName("nl_family"),
          JAVA_SHORT.withName("nl_pad"),
          JAVA_INT.withName("nl_pid"),
          JAVA_INT.withName("nl_groups"));

  /** struct timeval. */
  static final StructLayout TIME =
      MemoryLayout.structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_usec"));

  private static final long SENDER_PORT = SENDER.byteOffset(PathElement.groupElement("nl_pid"));

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;

  /** Lets a receiver know the whole length of a datagram that was cut. */
  private static final int MSG_TRUNC = 0x20;

  /** The port of the kernel; other processes can send to this socket too. */
  private static final int KERNEL = 0;

  private static final int CLOSED = -1;

  private static final CFunction SOCKET = CFunction.named("socket");
  private static final CFunction SETSOCKOPT = CFunction.named("setsockopt");
  private static final CFunction SEND = CFunction.named("send");
  private static final CFunction RECVFROM = CFunction.named("recvfrom");

  private final CallState state;
  private final MemorySegment datagram;
  private final MemorySegment sender;
  private final MemorySegment senderLength;
  private final MemorySegment patience;
  private final int protocol;
  private int descriptor = CLOSED;

  /**
   * Prepares a socket; it is not open yet.
   *
   * @param protocol {@link #NETLINK_ROUTE} or {@link #NETLINK_SOCK_DIAG}
   * @param largest the largest datagram that can be sent or received, in bytes
   * @param patienceSeconds how long to wait for a datagram
   */
  public NetlinkSocket(int protocol, int largest, int patienceSeconds) {
    this.protocol = protocol;
    Arena arena = Arena.ofAuto();
    state = new CallState(arena);
    datagram = arena.allocate(largest, 8);
    sender = arena.allocate(SENDER);
    senderLength = arena.allocate(JAVA_INT);
    patience = arena.allocate(TIME);
    patience.set(JAVA_LONG, 0, patienceSeconds);
  }

  /**
   * Opens the socket, anew if it is open.
   *
   * @return {@link Errno#NONE}, or why the process can have no such socket
   */
  public Errno open() {
    close();
    int opened = socket();
    if (opened < 0) {
      return state.errno();
    }
    if (limitWaiting(opened) != 0) {
      Errno errno = state.errno();
      Libc.close(opened);
      return errno;
    }
    descriptor = opened;
    return Errno.NONE;
  }

  /**
   * Sends a request to the kernel.
   *
   * @return {@link Errno#NONE}, or why it was not sent
   */
  public Errno send(byte[] request) {
    if (request.length > datagram.byteSize()) {
      return Errno.EMSGSIZE;
    }
    MemorySegment.copy(request, 0, datagram, JAVA_BYTE, 0, request.length);
    return send(request.length) >= 0 ? Errno.NONE : state.errno();
  }

  /**
   * Waits for a datagram of the kernel.
   *
   * @param into takes it; as long as the largest datagram
   * @return its length in bytes
   * @throws LinuxException EAGAIN when none comes in time, EMSGSIZE when it is too long
   */
  public int receive(byte[] into) {
    while (true) {
      senderLength.set(JAVA_INT, 0, (int) SENDER.byteSize());
      long length = receive();
      if (length < 0) {
        Errno errno = state.errno();
        if (errno.equals(Errno.EINTR)) {
          continue;
        }
        throw new LinuxException("recvfrom", errno, name());
      }
      if (length > datagram.byteSize()) {
        throw new LinuxException(
            "recvfrom", Errno.EMSGSIZE, name() + ", a datagram of " + length + " bytes");
      }
      if (sender.get(JAVA_INT, SENDER_PORT) == KERNEL) {
        MemorySegment.copy(datagram, JAVA_BYTE, 0, into, 0, (int) length);
        return (int) length;
      }
    }
  }

  /** What the calls are for, as messages give it. */
  public String name() {
    return protocol == NETLINK_SOCK_DIAG ? "AF_NETLINK, sock_diag" : "AF_NETLINK, rtnetlink";
  }

  @Override
  public void close() {
    if (descriptor != CLOSED) {
      Libc.close(descriptor);
      descriptor = CLOSED;
    }
  }

  private int socket() {
    return (int) SOCKET.call(state, AF_NETLINK, SOCK_RAW | SocketFamily.SOCK_CLOEXEC, protocol);
  }

  private int limitWaiting(int opened) {
    return (int)
        SETSOCKOPT.call(
            state, opened, SOL_SOCKET, SO_RCVTIMEO, patience.address(), TIME.byteSize());
  }

  private long send(int length) {
    return SEND.call(state, descriptor, datagram.address(), length, 0);
  }

  private long receive() {
    return RECVFROM.call(
        state,
        descriptor,
        datagram.address(),
        datagram.byteSize(),
        MSG_TRUNC,
        sender.address(),
        senderLength.address());
  }
}
