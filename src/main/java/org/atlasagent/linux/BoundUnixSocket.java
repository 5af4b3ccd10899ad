package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * A unix(7) datagram socket that receives at a path of its own, to which everybody may write, as
 * the sender may be of another user. Used by one thread at a time; whoever opens it closes it,
 * which removes the path.
 */
final class BoundUnixSocket implements AutoCloseable {
  /** struct pollfd. */
  static final StructLayout POLL =
      MemoryLayout.structLayout(
          JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

  private static final long EVENTS = POLL.byteOffset(PathElement.groupElement("events"));
  private static final short POLLIN = 1;
  private static final int EVERYBODY_WRITES = 0666; // octal
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;

  private static final CFunction BIND = CFunction.named("bind");
  private static final CFunction CONNECT = CFunction.named("connect");
  private static final CFunction CHMOD = CFunction.named("chmod");
  private static final CFunction UNLINK = CFunction.named("unlink");
  private static final CFunction SEND = CFunction.named("send");
  private static final CFunction RECV = CFunction.named("recv");
  private static final CFunction POLL_CALL = CFunction.named("poll");

  private final Arena arena = Arena.ofShared();
  private final CallState state = new CallState(arena);
  private final String path;
  private final MemorySegment address;
  private final MemorySegment poll;
  private final MemorySegment buffer;
  private final int descriptor;
  private boolean bound;

  /**
   * Makes a socket that is not bound yet.
   *
   * @param path its own path
   * @param largest the largest datagram, in bytes
   * @throws IllegalArgumentException when no socket can have such a path
   * @throws LinuxException when the process can have no further socket
   */
  BoundUnixSocket(String path, int largest) {
    this.path = path;
    address = UnixAddress.allocate(arena, path);
    poll = arena.allocate(POLL);
    buffer = arena.allocate(largest);
    try {
      descriptor = UnixDatagramSocket.open(state, 0);
    } catch (LinuxException failure) {
      arena.close();
      throw failure;
    }
  }

  /** What goes out and what has come in; good until the next call. */
  MemorySegment buffer() {
    return buffer;
  }

  /** Lets it receive from the socket at another path alone, and send to it. */
  void connect(String server) {
    check("connect", address(CONNECT, UnixAddress.allocate(arena, server)), server);
  }

  /** Takes away what is at its path. */
  void unlink() {
    UNLINK.call(state, UnixAddress.path(address).address());
  }

  /** Lets it receive at its path, where nothing must be. */
  void bind() {
    check("bind", address(BIND, address), path);
    bound = true;
    check("chmod", chmod(), path);
  }

  /** Sends the beginning of the buffer as one datagram, without waiting for room. */
  void send(int length, String server) {
    check("send", transfer(SEND, length), server);
  }

  /**
   * Takes the next datagram into the buffer.
   *
   * @param millis how long to wait for one
   * @return how many bytes it has; 0 when none came, and for one that is empty
   */
  int receive(int millis) {
    poll.set(JAVA_INT, 0, descriptor);
    poll.set(JAVA_SHORT, EVENTS, POLLIN);
    int ready = poll(millis);
    // A signal cuts the waiting short, which looks as if nothing came: the caller asks again.
    if (ready == 0 || (ready < 0 && state.errno().equals(Errno.EINTR))) {
      return 0;
    }
    check("poll", ready, path);
    long length = transfer(RECV, buffer.byteSize());
    if (length < 0 && state.errno().equals(Errno.EAGAIN)) {
      return 0;
    }
    check("recv", length, path);
    return (int) length;
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

  private int address(CFunction call, MemorySegment to) {
    return (int) call.call(state, descriptor, to.address(), to.byteSize());
  }

  private int chmod() {
    return (int) CHMOD.call(state, UnixAddress.path(address).address(), EVERYBODY_WRITES);
  }

  private long transfer(CFunction call, long length) {
    return call.call(state, descriptor, buffer.address(), length, MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  private int poll(int millis) {
    return (int) POLL_CALL.call(state, poll.address(), 1, millis);
  }
}
