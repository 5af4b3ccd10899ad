package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.Optional;

/**
 * A unix(7) datagram socket with a path of its own, to which the server at another path can reply.
 * Everybody may write to it, as the server may be of another user; it receives from its server
 * alone. Used by one thread; whoever opens it closes it, which removes the path.
 */
public final class UnixDatagramClient implements AutoCloseable {
  /** struct pollfd. */
  static final StructLayout POLL =
      MemoryLayout.structLayout(
          JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

  private static final long EVENTS = POLL.byteOffset(PathElement.groupElement("events"));
  private static final short POLLIN = 1;
  private static final int EVERYBODY_WRITES = 0666; // octal
  private static final int MSG_DONTWAIT_NOSIGNAL = 0x4040;

  private static final CFunction BIND = CFunction.named("bind");
  private static final CFunction CONNECT = CFunction.named("connect");
  private static final CFunction CHMOD = CFunction.named("chmod");
  private static final CFunction UNLINK = CFunction.named("unlink");
  private static final CFunction SEND = CFunction.named("send");
  private static final CFunction RECV = CFunction.named("recv");
  private static final CFunction POLL_CALL = CFunction.named("poll");

  private final Arena arena = Arena.ofConfined();
  private final CallState state = new CallState(arena);
  private final MemorySegment buffer;
  private final MemorySegment poll = arena.allocate(POLL);
  private final MemorySegment ownAddress;
  private final String server;
  private final int descriptor;
  private boolean bound;

  /**
   * Opens a socket at its own path and connects it to the server's.
   *
   * @param server the path of the server's socket
   * @param own the path of this socket; what a killed process left there is removed
   * @param largest the largest datagram, in bytes
   * @throws LinuxException when that is not possible, such as connect with ENOENT
   */
  public UnixDatagramClient(String server, String own, int largest) {
    this.server = server;
    buffer = arena.allocate(largest);
    MemorySegment serverAddress = UnixAddress.allocate(arena, server);
    ownAddress = UnixAddress.allocate(arena, own);
    descriptor =
        UnixDatagramSocket.socket(
            state, UnixDatagramSocket.SOCK_DGRAM | UnixDatagramSocket.SOCK_CLOEXEC);
    if (descriptor < 0) {
      Errno errno = state.errno();
      arena.close();
      throw new LinuxException("socket", errno, "AF_UNIX, SOCK_DGRAM");
    }
    try {
      check("connect", address(CONNECT, serverAddress), server);
      unlink();
      check("bind", address(BIND, ownAddress), own);
      bound = true;
      check("chmod", chmod(), own);
    } catch (LinuxException failure) {
      close();
      throw failure;
    }
  }

  /**
   * Sends bytes as one datagram, without waiting for room.
   *
   * @throws LinuxException when it could not be sent
   */
  public void send(byte[] bytes) {
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, bytes.length);
    check("send", transfer(SEND, bytes.length), server);
  }

  /**
   * The next datagram; empty when none comes in time.
   *
   * @throws LinuxException when none can come any more
   */
  public Optional<byte[]> receive(int millis) {
    poll.set(JAVA_INT, 0, descriptor);
    poll.set(JAVA_SHORT, EVENTS, POLLIN);
    int ready = poll(millis);
    // A signal cuts the waiting short, which looks as if nothing came: the caller asks again later.
    if (ready == 0 || (ready < 0 && state.errno().equals(Errno.EINTR))) {
      return Optional.empty();
    }
    check("poll", ready, server);
    long length = transfer(RECV, buffer.byteSize());
    check("recv", length, server);
    return Optional.of(buffer.asSlice(0, length).toArray(JAVA_BYTE));
  }

  @Override
  public void close() {
    Libc.close(descriptor);
    if (bound) {
      unlink();
    }
    arena.close();
  }

  private void check(String call, long result, String object) {
    if (result < 0) {
      throw new LinuxException(call, state.errno(), object);
    }
  }

  private int address(CFunction call, MemorySegment address) {
    return (int) call.call(state, descriptor, address.address(), address.byteSize());
  }

  private void unlink() {
    UNLINK.call(state, UnixAddress.path(ownAddress).address());
  }

  private int chmod() {
    return (int) CHMOD.call(state, UnixAddress.path(ownAddress).address(), EVERYBODY_WRITES);
  }

  private long transfer(CFunction call, long length) {
    return call.call(state, descriptor, buffer.address(), length, MSG_DONTWAIT_NOSIGNAL);
  }

  private int poll(int millis) {
    return (int) POLL_CALL.call(state, poll.address(), 1, millis);
  }
}
