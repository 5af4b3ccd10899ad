package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A unix(7) datagram socket that sends to one path: non-blocking, closed on exec. Failures that
 * belong to the life of a sender (nobody there, queue full) are answers, not exceptions. It can be
 * connected again after it was closed. Used by one thread; whoever connects it closes it.
 */
public final class UnixDatagramSocket implements AutoCloseable {
  private static final int SOCK_NONBLOCK = 0x800;

  /** A peer that is gone is an errno, not a signal. */
  private static final int MSG_NOSIGNAL = 0x4000;

  private static final int CLOSED = -1;

  private static final CFunction CONNECT = CFunction.named("connect");
  private static final CFunction SEND = CFunction.named("send");

  private final CallState state;
  private final MemorySegment address;
  private final MemorySegment datagram;
  private int descriptor = CLOSED;

  /**
   * Prepares a socket; nothing need be at the path yet.
   *
   * @param path where the receiver's socket is; {@code @name} for one in the abstract namespace
   * @param largest the largest datagram that will be sent, in bytes
   * @throws IllegalArgumentException when no socket can have such a path
   */
  public UnixDatagramSocket(String path, int largest) {
    Arena arena = Arena.ofAuto();
    state = new CallState(arena);
    address = UnixAddress.allocate(arena, path);
    datagram = arena.allocate(largest);
  }

  /** Whether the last {@link #connect()} succeeded and the socket was not closed since. */
  public boolean isConnected() {
    return descriptor != CLOSED;
  }

  /**
   * Connects, with a new socket.
   *
   * @return {@link Errno#NONE}, or why it is not connected
   * @throws LinuxException when the process can have no further socket
   */
  public Errno connect() {
    close();
    int opened = SocketFamily.AF_UNIX.open(state, SOCK_NONBLOCK);
    if (connect(opened) != 0) {
      Errno errno = state.errno();
      Libc.close(opened);
      return errno;
    }
    descriptor = opened;
    return Errno.NONE;
  }

  /**
   * Sends bytes as one datagram.
   *
   * @return {@link Errno#NONE}, or why it was not sent: {@link Errno#EAGAIN} when the receiver's
   *     queue is full, {@link Errno#ECONNREFUSED} when the receiver is gone, {@link Errno#ENOTCONN}
   *     when the socket is not connected
   */
  public Errno send(byte[] bytes, int offset, int length) {
    if (!isConnected()) {
      return Errno.ENOTCONN;
    }
    if (length > datagram.byteSize()) {
      return Errno.EMSGSIZE;
    }
    MemorySegment.copy(bytes, offset, datagram, JAVA_BYTE, 0, length);
    return send(length) >= 0 ? Errno.NONE : state.errno();
  }

  @Override
  public void close() {
    if (isConnected()) {
      Libc.close(descriptor);
      descriptor = CLOSED;
    }
  }

  private int connect(int opened) {
    return (int) CONNECT.call(state, opened, address.address(), address.byteSize());
  }

  private long send(int length) {
    return SEND.call(state, descriptor, datagram.address(), length, MSG_NOSIGNAL);
  }
}
