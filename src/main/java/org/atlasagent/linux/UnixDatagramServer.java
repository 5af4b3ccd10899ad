package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A unix(7) datagram socket that receives at a path, to which everybody may write. Used by one
 * thread; whoever opens it closes it, which removes the path.
 */
public final class UnixDatagramServer implements AutoCloseable {
  private static final long EVENTS =
      UnixDatagramClient.POLL.byteOffset(PathElement.groupElement("events"));
  private static final short POLLIN = 1;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int EVERYBODY_WRITES = 0666; // octal
  private static final int S_IFMT = 0xf000;
  private static final int S_IFSOCK = 0xc000;

  private static final CFunction BIND = CFunction.named("bind");
  private static final CFunction CHMOD = CFunction.named("chmod");
  private static final CFunction UNLINK = CFunction.named("unlink");
  private static final CFunction RECV = CFunction.named("recv");
  private static final CFunction POLL = CFunction.named("poll");

  private final Arena arena = Arena.ofShared();
  private final CallState state = new CallState(arena);
  private final MemorySegment poll = arena.allocate(UnixDatagramClient.POLL);
  private final MemorySegment buffer;
  private final MemorySegment address;
  private final String path;
  private final int descriptor;
  private boolean bound;

  /**
   * Listens at a path. What a killed process left there is removed; one that still listens is not
   * disturbed.
   *
   * @param path where clients send to
   * @param largest the largest datagram, in bytes; more of it is cut off
   * @throws IllegalArgumentException when no socket can have such a path
   * @throws LinuxException when that is not possible, such as bind with EADDRINUSE or EACCES
   */
  public UnixDatagramServer(String path, int largest) {
    this.path = path;
    buffer = arena.allocate(largest);
    address = UnixAddress.allocate(arena, path);
    descriptor =
        UnixDatagramSocket.socket(
            state, UnixDatagramSocket.SOCK_DGRAM | UnixDatagramSocket.SOCK_CLOEXEC);
    if (descriptor < 0) {
      Errno errno = state.errno();
      arena.close();
      throw new LinuxException("socket", errno, "AF_UNIX, SOCK_DGRAM");
    }
    try {
      if (isAbandoned(path)) {
        unlink();
      }
      check("bind", bind());
      bound = true;
      check("chmod", chmod());
    } catch (LinuxException failure) {
      close();
      throw failure;
    }
  }

  /**
   * Takes the next datagram.
   *
   * @param into where its bytes go
   * @param millis how long to wait for one
   * @return how many bytes it has; 0 when none came, and for one that is empty
   * @throws LinuxException when none can come any more
   */
  public int receive(byte[] into, int millis) {
    poll.set(JAVA_INT, 0, descriptor);
    poll.set(JAVA_SHORT, EVENTS, POLLIN);
    int ready = poll(millis);
    // A signal cuts the waiting short, which looks as if nothing came: the caller asks again.
    if (ready == 0 || (ready < 0 && state.errno().equals(Errno.EINTR))) {
      return 0;
    }
    check("poll", ready);
    long length = receive(Math.min(into.length, buffer.byteSize()));
    if (length < 0 && state.errno().equals(Errno.EAGAIN)) {
      return 0;
    }
    check("recv", length);
    MemorySegment.copy(buffer, JAVA_BYTE, 0, into, 0, (int) length);
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

  /** Whether there is a socket at a path at which nobody listens: connect refuses files as well. */
  private static boolean isAbandoned(String path) {
    try (UnixDatagramSocket probe = new UnixDatagramSocket(path, 1)) {
      return isSocket(Path.of(path)) && probe.connect().equals(Errno.ECONNREFUSED);
    }
  }

  private static boolean isSocket(Path path) {
    try {
      Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return mode instanceof Integer bits && (bits & S_IFMT) == S_IFSOCK;
    } catch (IOException missing) {
      return false;
    }
  }

  private void check(String call, long result) {
    if (result < 0) {
      throw new LinuxException(call, state.errno(), path);
    }
  }

  private int bind() {
    return (int) BIND.call(state, descriptor, address.address(), address.byteSize());
  }

  private void unlink() {
    UNLINK.call(state, UnixAddress.path(address).address());
  }

  private int chmod() {
    return (int) CHMOD.call(state, UnixAddress.path(address).address(), EVERYBODY_WRITES);
  }

  private long receive(long most) {
    return RECV.call(state, descriptor, buffer.address(), most, MSG_DONTWAIT);
  }

  private int poll(int millis) {
    return (int) POLL.call(state, poll.address(), 1, millis);
  }
}
