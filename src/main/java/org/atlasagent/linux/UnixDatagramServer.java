package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A unix(7) datagram socket that receives at a path, to which everybody may write. Used by one
 * thread; whoever opens it closes it, which removes the path.
 */
public final class UnixDatagramServer implements AutoCloseable {
  private static final int S_IFMT = 0xf000;
  private static final int S_IFSOCK = 0xc000;

  private final BoundUnixSocket socket;

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
    socket = new BoundUnixSocket(path, largest);
    try {
      if (isAbandoned(path)) {
        socket.unlink();
      }
      socket.bind();
    } catch (LinuxException failure) {
      socket.close();
      throw failure;
    }
  }

  /**
   * Takes the next datagram.
   *
   * @param into where its bytes go; what does not fit is cut off
   * @param millis how long to wait for one
   * @return how many bytes it has; 0 when none came, and for one that is empty
   * @throws LinuxException when none can come any more
   */
  public int receive(byte[] into, int millis) {
    int length = Math.min(into.length, socket.receive(millis));
    MemorySegment.copy(socket.buffer(), JAVA_BYTE, 0, into, 0, length);
    return length;
  }

  @Override
  public void close() {
    socket.close();
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
}
