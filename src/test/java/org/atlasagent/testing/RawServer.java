package org.atlasagent.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on 127.0.0.1 that says the same to everybody, whether it is HTTP or not. */
public final class RawServer implements AutoCloseable {
  private final ServerSocket socket;

  private RawServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that takes connections and never says anything: the kernel does that alone. */
  public static RawServer silent() {
    return new RawServer();
  }

  /** One that says this and closes the connection. */
  public static RawServer saying(String answer) {
    RawServer server = new RawServer();
    Thread.ofVirtual().start(() -> server.serve(answer.getBytes(ISO_8859_1)));
    return server;
  }

  private void serve(byte[] answer) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection.getInputStream().read(new byte[8192]);
        connection.getOutputStream().write(answer);
      } catch (IOException ended) {
        // The other side went away, or the test is over.
      }
    }
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
