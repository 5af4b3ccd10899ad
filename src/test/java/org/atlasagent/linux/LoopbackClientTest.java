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
import org.junit.jupiter.params.provider.EnumSource;

class LoopbackClientTest {
  private static final int PATIENCE_MILLIS = 10_000;

  @ParameterizedTest
  @EnumSource
  void sendsAndReceivesTheReply(Loopback address) throws IOException {
    try (DatagramSocket server = new DatagramSocket(0, java(address));
        LoopbackClient client = new LoopbackClient(address, server.getLocalPort(), 64)) {
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
  @EnumSource
  void takesNothingFromOthersThanItsServer(Loopback address) throws IOException {
    try (DatagramSocket server = new DatagramSocket(0, java(address));
        DatagramSocket stranger = new DatagramSocket(0, java(address));
        LoopbackClient client = new LoopbackClient(address, server.getLocalPort(), 64)) {
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
  @EnumSource
  void aPortWhereNobodyListensIsAFailure(Loopback address) throws IOException {
    int port;
    try (DatagramSocket closed = new DatagramSocket(0, java(address))) {
      port = closed.getLocalPort();
    }
    try (LoopbackClient client = new LoopbackClient(address, port, 64)) {
      client.send(new byte[1]);
      assertThatThrownBy(() -> client.receive(PATIENCE_MILLIS))
          .isInstanceOf(LinuxException.class)
          .hasMessage("recv: ECONNREFUSED (" + address.withPort(port) + ")");
    }
  }

  @Test
  void theAddressesAreThoseThatTheirTextsMean() {
    for (Loopback address : Loopback.values()) {
      assertThat(java(address).getAddress()).isEqualTo(address.bytes());
      assertThat(java(address).isLoopbackAddress()).isTrue();
    }
    assertThat(Loopback.V6.withPort(323)).isEqualTo("[::1]:323");
    assertThat(Loopback.V4.withPort(323)).isEqualTo("127.0.0.1:323");
  }

  /** The same address, by its text. */
  private static InetAddress java(Loopback address) {
    String text = address.withPort(1);
    return InetAddress.ofLiteral(
        text.substring(0, text.lastIndexOf(':')).replaceAll("[\\[\\]]", ""));
  }
}
