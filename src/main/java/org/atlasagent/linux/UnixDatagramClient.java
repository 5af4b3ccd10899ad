package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A unix(7) datagram socket with a path of its own, to which the server at another path can reply.
 * It receives from its server alone. Used by one thread; whoever opens it closes it, which removes
 * the path.
 */
public final class UnixDatagramClient implements AutoCloseable {
  private final BoundUnixSocket socket;
  private final String server;

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
    socket = new BoundUnixSocket(own, largest);
    try {
      socket.connect(server);
      socket.unlink();
      socket.bind();
    } catch (LinuxException failure) {
      socket.close();
      throw failure;
    }
  }

  /**
   * Sends bytes as one datagram, without waiting for room.
   *
   * @throws LinuxException when it could not be sent
   */
  public void send(byte[] bytes) {
    MemorySegment.copy(bytes, 0, socket.buffer(), JAVA_BYTE, 0, bytes.length);
    socket.send(bytes.length, server);
  }

  /**
   * The next datagram; empty when none comes in time, or one without a byte.
   *
   * @throws LinuxException when none can come any more
   */
  public Optional<byte[]> receive(int millis) {
    return socket.next(millis);
  }

  @Override
  public void close() {
    socket.close();
  }
}
