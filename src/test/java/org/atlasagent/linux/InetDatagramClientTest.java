package org.atlasagent.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InetDatagramClientTest {
  private static final int PATIENCE_MILLIS = 10_000;

  @ParameterizedTest
  @ValueSource(strings = {"::1", "127.0.0.1"})
  void sendsAndReceivesTheReply(String host) throws IOException {
    InetAddress address = InetAddress.ofLiteral(host);
    try (DatagramSocket server = new DatagramSocket(0, address);
        InetDatagramClient client = new InetDatagramClient(address, server.getLocalPort(), 64)) {
      assertThat(client.receive(1)).isEmpty();
      client.send("question".getBytes(UTF_8));
      DatagramPacket question = new DatagramPacket(new byte[64], 64);
      server.setSoTimeout(PATIENCE_MILLIS);
      server.receive(question);
      assertThat(new String(question.getData(), 0, question.getLength(), UTF_8))
          .isEqualTo("question");

      server.send(new DatagramPacket(new byte[] {7, 8}, 2, question.getSocketAddress()));
      assertThat(client.receive(PATIENCE_MILLIS)).hasValue(new byte[] {7, 8});
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "127.0.0.1"})
  void takesNothingFromOthersThanItsServer(String host) throws IOException {
    InetAddress address = InetAddress.ofLiteral(host);
    try (DatagramSocket server = new DatagramSocket(0, address);
        DatagramSocket stranger = new DatagramSocket(0, address);
        InetDatagramClient client = new InetDatagramClient(address, server.getLocalPort(), 64)) {
      client.send(new byte[1]);
      DatagramPacket question = new DatagramPacket(new byte[64], 64);
      server.setSoTimeout(PATIENCE_MILLIS);
      server.receive(question);
      InetSocketAddress own = (InetSocketAddress) question.getSocketAddress();
      stranger.send(new DatagramPacket(new byte[] {9}, 1, own));
      server.send(new DatagramPacket(new byte[] {7}, 1, own));
      assertThat(client.receive(PATIENCE_MILLIS)).hasValue(new byte[] {7});
      assertThat(client.receive(1)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "127.0.0.1"})
  void aPortWhereNobodyListensIsAFailure(String host) throws IOException {
    InetAddress address = InetAddress.ofLiteral(host);
    int port;
    try (DatagramSocket closed = new DatagramSocket(0, address)) {
      port = closed.getLocalPort();
    }
    try (InetDatagramClient client = new InetDatagramClient(address, port, 64)) {
      client.send(new byte[1]);
      assertThatThrownBy(() -> client.receive(PATIENCE_MILLIS))
          .isInstanceOf(LinuxException.class)
          .hasMessage("recv: ECONNREFUSED (" + InetDatagramClient.name(address, port) + ")");
    }
  }

  @Test
  void anAddressThatCannotBeReachedIsAFailure() {
    // A link that is not there.
    assertThatThrownBy(
            () -> {
              InetAddress address = InetAddress.ofLiteral("fe80::1%987654");
              new InetDatagramClient(address, 9, 64).close();
            })
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("connect: E")
        .hasMessageContaining("[fe80:0:0:0:0:0:0:1%987654]:9");
  }
}
