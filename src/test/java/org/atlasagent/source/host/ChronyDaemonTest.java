package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atlasagent.linux.Loopback;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are not chronyd, or none. */
class ChronyDaemonTest {
  private static final InetAddress V4 = InetAddress.ofLiteral("127.0.0.1");

  @Test
  void whereNobodyListensNoChronydIs(@TempDir Path directory) throws IOException {
    ChronyAddress unix = new ChronyUnix(directory.resolve("chronyd.sock"));
    assertThat(daemon(refusing(), refusing(), unix).selection()).isEmpty();
  }

  @Test
  void aServerThatNeverAnswersCostsLessThanASecond() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, V4);
        DatagramSocket silentToo = new DatagramSocket(0, V4)) {
      Chrony daemon = daemon(at(silent), at(silentToo), refusing());
      long start = System.nanoTime();
      assertThatThrownBy(daemon::selection)
          .isInstanceOf(SourceException.class)
          .hasMessage("chronyd at " + at(silent) + ": no answer in time");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(550), Duration.ofMillis(1_000));
    }
  }

  @Test
  void aServerThatNeverAnswersLeavesTimeForTheNext() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, V4);
        Responder none = new Responder(ChronyDaemonTest::noSources)) {
      assertThat(daemon(at(silent), at(none.socket)).selection()).hasValue(ChronySelection.NONE);
    }
  }

  @Test
  void garbageIsAnErrorThatNamesTheServer() throws IOException {
    try (Responder garbage = new Responder(request -> new byte[] {1, 2, 3})) {
      assertThatThrownBy(daemon(at(garbage.socket), refusing())::selection)
          .isInstanceOf(SourceException.class)
          .hasMessage(
              "chronyd at " + at(garbage.socket) + ": not a reply of chronyd: bytes 3, not 28");
    }
  }

  @Test
  void aDatagramOfTheLargestSizeIsAnError() throws IOException {
    try (Responder huge = new Responder(request -> new byte[60_000])) {
      assertThatThrownBy(daemon(at(huge.socket))::selection).isInstanceOf(SourceException.class);
    }
  }

  @Test
  void aServerWithEndlessSourcesIsLeftInTime() throws IOException {
    try (Responder endless = new Responder(ChronyDaemonTest::endlessSources)) {
      long start = System.nanoTime();
      assertThatThrownBy(daemon(at(endless.socket))::selection)
          .isInstanceOf(SourceException.class)
          .hasMessageEndingWith("no answer in time");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  private static byte[] noSources(byte[] request) {
    return reply(request, 2, 32);
  }

  private static byte[] endlessSources(byte[] request) {
    if (request[5] == 15) {
      byte[] source = reply(request, 3, 76);
      source[28 + 25] = 1;
      return source;
    }
    byte[] number = reply(request, 2, 32);
    number[28] = 0x7f;
    return number;
  }

  private static byte[] reply(byte[] request, int kind, int length) {
    byte[] reply = new byte[length];
    reply[0] = 6;
    reply[1] = 2;
    reply[5] = request[5];
    reply[7] = (byte) kind;
    System.arraycopy(request, 8, reply, 16, 4);
    return reply;
  }

  private static Chrony daemon(ChronyAddress... addresses) {
    return new ChronyDaemon(List.of(addresses), System::nanoTime);
  }

  private static ChronyAddress at(DatagramSocket socket) {
    return new ChronyUdp(Loopback.V4, socket.getLocalPort());
  }

  private static ChronyAddress refusing() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, V4)) {
      return at(socket);
    }
  }

  /** A server that replies to each datagram, on a thread of its own. */
  private static final class Responder implements AutoCloseable {
    final DatagramSocket socket = new DatagramSocket(0, V4);

    Responder(UnaryOperator<byte[]> reply) throws IOException {
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            try {
              while (true) {
                socket.receive(packet);
                byte[] bytes = reply.apply(packet.getData());
                socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
              }
            } catch (IOException closed) {
              // The test is over.
            }
          });
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
