package org.atlasagent.linux;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A unix(7) datagram socket that receives at a path of its own, to which everybody may write, as
 * the sender may be of another user. Used by one thread at a time; whoever opens it closes it,
 * which removes the path.
 */
final class BoundUnixSocket implements AutoCloseable {
  private static final int EVERYBODY_WRITES = 0666; // octal

  private static final CFunction BIND = CFunction.named("bind");
  private static final CFunction CHMOD = CFunction.named("chmod");
  private static final CFunction UNLINK = CFunction.named("unlink");

  private final DatagramEnd end;
  private final String path;
  private final MemorySegment address;
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
    end = new DatagramEnd(SocketFamily.AF_UNIX, largest);
    try {
      address = UnixAddress.allocate(end.arena(), path);
    } catch (IllegalArgumentException impossible) {
      end.close();
      throw impossible;
    }
  }

  /** What goes out and what has come in; good until the next call. */
  MemorySegment buffer() {
    return end.buffer();
  }

  /** Lets it receive from the socket at another path alone, and send to it. */
  void connect(String server) {
    end.connect(UnixAddress.allocate(end.arena(), server), server);
  }

  /** Takes away what is at its path. */
  void unlink() {
    UNLINK.call(end.state(), UnixAddress.path(address).address());
  }

  /** Lets it receive at its path, where nothing must be. */
  void bind() {
    end.check("bind", end.withAddress(BIND, address), path);
    bound = true;
    end.check("chmod", chmod(), path);
  }

  /** Sends the beginning of the buffer as one datagram, without waiting for room. */
  void send(int length, String server) {
    end.send(length, server);
  }

  /**
   * Takes the next datagram into the buffer.
   *
   * @param millis how long to wait for one
   * @return how many bytes it has; 0 when none came, and for one that is empty
   */
  int receive(int millis) {
    return end.receive(millis, path);
  }

  /**
   * The next datagram; empty when none comes in time, or one without a byte.
   *
   * @throws LinuxException when none can come any more
   */
  Optional<byte[]> next(int millis) {
    return end.next(millis, path);
  }

  @Override
  public void close() {
    if (bound) {
      unlink();
    }
    end.close();
  }

  private int chmod() {
    return (int) CHMOD.call(end.state(), UnixAddress.path(address).address(), EVERYBODY_WRITES);
  }
}
