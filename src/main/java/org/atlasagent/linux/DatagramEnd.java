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
 * A datagram socket of any family, with a buffer for what goes out and comes in. Used by one thread
 * at a time; whoever opens it closes it.
 */
final class DatagramEnd implements AutoCloseable {
  /** struct pollfd. */
  static final StructLayout POLL =
      MemoryLayout.structLayout(
          JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

  private static final long EVENTS = POLL.byteOffset(PathElement.groupElement("events"));
  private static final short POLLIN = 1;
  private static final int MSG_DONTWAIT = 0x40;

  /** A peer that is gone is an errno, not a signal. */
  private static final int MSG_NOSIGNAL = 0x4000;

  private static final CFunction CONNECT = CFunction.named("connect");
  private static final CFunction SEND = CFunction.named("send");
  private static final CFunction RECV = CFunction.named("recv");
  private static final CFunction POLL_CALL = CFunction.named("poll");

  private final Arena arena = Arena.ofShared();
  private final CallState state = new CallState(arena);
  private final MemorySegment poll = arena.allocate(POLL);
  private final MemorySegment buffer;
  private final int descriptor;

  /**
   * Opens a socket.
   *
   * @param largest the largest datagram, in bytes
   * @throws LinuxException when the process can have no further one, or none of this family
   */
  DatagramEnd(SocketFamily family, int largest) {
    buffer = arena.allocate(largest);
    try {
      descriptor = family.open(state, 0);
    } catch (LinuxException failure) {
      arena.close();
      throw failure;
    }
  }

  /** Lives as long as this socket. */
  Arena arena() {
    return arena;
  }

  /** What goes out and what has come in; good until the next call. */
  MemorySegment buffer() {
    return buffer;
  }

  /** Lets it receive from another socket alone, and send to it. */
  void connect(MemorySegment address, String peer) {
    check("connect", withAddress(CONNECT, address), peer);
  }

  /** Calls a function that takes the socket and an address. */
  int withAddress(CFunction function, MemorySegment address) {
    return (int) function.call(state, descriptor, address.address(), address.byteSize());
  }

  /** Sends the beginning of the buffer as one datagram, without waiting for room. */
  void send(int length, String peer) {
    check("send", transfer(SEND, length), peer);
  }

  /**
   * Takes the next datagram into the buffer.
   *
   * @param millis how long to wait for one
   * @param name of the socket or its peer, for a message
   * @return how many bytes it has; 0 when none came, and for one that is empty
   */
  int receive(int millis, String name) {
    poll.set(JAVA_INT, 0, descriptor);
    poll.set(JAVA_SHORT, EVENTS, POLLIN);
    int ready = poll(millis);
    // A signal cuts the waiting short, which looks as if nothing came: the caller asks again.
    if (ready == 0 || (ready < 0 && state.errno().equals(Errno.EINTR))) {
      return 0;
    }
    check("poll", ready, name);
    long length = transfer(RECV, buffer.byteSize());
    if (length < 0 && state.errno().equals(Errno.EAGAIN)) {
      return 0;
    }
    check("recv", length, name);
    return (int) length;
  }

  /**
   * Takes the next datagram.
   *
   * @param millis how long to wait for one
   * @param name of the socket or its peer, for a message
   * @return its bytes; empty when none comes in time, or one without a byte
   */
  Optional<byte[]> next(int millis, String name) {
    int length = receive(millis, name);
    return length == 0
        ? Optional.empty()
        : Optional.of(buffer.asSlice(0, length).toArray(JAVA_BYTE));
  }

  /** The state of calls on this socket. */
  CallState state() {
    return state;
  }

  /**
   * Tells of a call that failed.
   *
   * @throws LinuxException when the result is below 0
   */
  void check(String call, long result, String object) {
    if (result < 0) {
      throw new LinuxException(call, state.errno(), object);
    }
  }

  @Override
  public void close() {
    Libc.close(descriptor);
    arena.close();
  }

  private long transfer(CFunction call, long length) {
    return call.call(state, descriptor, buffer.address(), length, MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  private int poll(int millis) {
    return (int) POLL_CALL.call(state, poll.address(), 1, millis);
  }
}
