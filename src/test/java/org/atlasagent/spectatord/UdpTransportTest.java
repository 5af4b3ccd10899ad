package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UdpTransportTest {
  private final Deque<Runnable> resolver = new ArrayDeque<>();
  private long now;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void sendsToAnAddress(String address) throws IOException {
    try (DatagramSocket receiver = listen(address, 0);
        UdpTransport transport = transport(address, receiver.getLocalPort())) {
      assertThat(send(transport, "c:a:1\nc:a:2\n")).isEqualTo(Delivery.SENT);
      assertThat(receive(receiver)).isEqualTo("c:a:1\nc:a:2");
      assertThat(resolver).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, ::1", "::1, 127.0.0.1"})
  void findsTheVersionOnWhichANameIsServed(String served, String other) throws IOException {
    try (DatagramSocket receiver = listen(served, 0);
        UdpTransport transport = named(receiver.getLocalPort(), other, served)) {
      // The first one goes to the address that nobody serves.
      send(transport, "c:a:0\n");
      send(transport, "c:a:1\n");
      assertThat(receive(receiver)).isEqualTo("c:a:1");
      assertThat(send(transport, "c:a:2\n")).isEqualTo(Delivery.SENT);
      assertThat(receive(receiver)).isEqualTo("c:a:2");
    }
  }

  @Test
  void anAddressThatCannotBeReachedAtAllCostsNothing() throws IOException {
    // A link-local address without its link.
    try (DatagramSocket receiver = listen("127.0.0.1", 0);
        UdpTransport transport = named(receiver.getLocalPort(), "fe80::1", "127.0.0.1")) {
      assertThat(send(transport, "c:a:1\n")).isEqualTo(Delivery.SENT);
      assertThat(receive(receiver)).isEqualTo("c:a:1");
    }
  }

  @Test
  void aHostOfWhichNoAddressCanBeReachedIsSteadilyAProblem() {
    try (UdpTransport transport = named(1234, "fe80::1", "255.255.255.255")) {
      Delivery first = send(transport, "c:a:1\n");
      assertThat(first).isInstanceOf(Delivery.Dropped.class);
      assertThat(send(transport, "c:a:2\n")).isEqualTo(first);
      now += 30_000_000_000L;
      send(transport, "c:a:3\n");
      assertThat(resolver).hasSize(1);
    }
  }

  @Test
  void linesAreDroppedUntilANameIsResolved() throws IOException {
    try (DatagramSocket receiver = listen("127.0.0.1", 0);
        UdpTransport transport = transport("localhost", receiver.getLocalPort())) {
      int port = receiver.getLocalPort();
      assertThat(transport.bound()).isEqualTo(1352);
      assertThat(send(transport, "c:a:1\n"))
          .isEqualTo(new Delivery.Dropped("send: resolving host (localhost:" + port + ")"));
      assertThat(resolver).hasSize(1);
      resolver.remove().run();
      assertThat(transport.bound()).isEqualTo(60_000);
      assertThat(send(transport, "c:a:2\n")).isEqualTo(Delivery.SENT);
    }
  }

  @Test
  void anUnknownNameIsAskedForAgainAfterHalfAMinute() {
    try (UdpTransport transport = transport("no-such-host.invalid", 1234)) {
      Delivery unknown = new Delivery.Dropped("send: unknown host (no-such-host.invalid:1234)");
      resolver.remove().run();
      assertThat(send(transport, "c:a:1\n")).isEqualTo(unknown);
      assertThat(resolver).isEmpty();
      now += 30_000_000_000L;
      assertThat(send(transport, "c:a:1\n")).isEqualTo(unknown);
      assertThat(resolver).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aClosedPortIsSteadilyAProblemAndItsOpeningIsNoticed(String address) throws IOException {
    DatagramSocket placeholder = listen(address, 0);
    int port = placeholder.getLocalPort();
    placeholder.close();
    String target = address.equals("::1") ? "[::1]:" + port : address + ":" + port;
    Delivery refused = new Delivery.Dropped("send: nobody listens (" + target + ")");
    try (UdpTransport transport = transport(address, port)) {
      send(transport, "c:a:0\n");
      assertThat(send(transport, "c:a:1\n")).isEqualTo(refused);
      assertThat(send(transport, "c:a:2\n")).isEqualTo(refused);
      try (DatagramSocket receiver = listen(address, port)) {
        send(transport, "c:a:3\n");
        assertThat(receive(receiver)).isEqualTo("c:a:3");
        assertThat(send(transport, "c:a:4\n")).isEqualTo(Delivery.SENT);
        assertThat(receive(receiver)).isEqualTo("c:a:4");
      }
    }
  }

  @Test
  void aDatagramOfTheBoundArrivesWhole() throws IOException {
    try (DatagramSocket receiver = listen("::1", 0);
        UdpTransport transport = transport("::1", receiver.getLocalPort())) {
      send(transport, "c:abcde:1\n".repeat(transport.bound() / 10));
      assertThat(receive(receiver)).hasSize(transport.bound() - 1);
    }
  }

  @Test
  void aProbeTellsWhetherAnAddressCanBeReached() throws IOException {
    try (UdpTransport unreachable = named(1234, "fe80::1");
        UdpTransport second = named(1234, "fe80::1", "127.0.0.1");
        UdpTransport unresolved = transport("localhost", 1234)) {
      assertThat(unreachable.probe()).isInstanceOf(Delivery.Dropped.class);
      assertThat(second.probe()).isEqualTo(Delivery.SENT);
      assertThat(unresolved.probe())
          .isEqualTo(new Delivery.Dropped("send: resolving host (localhost:1234)"));
    }
  }

  @Test
  void whatLeavesTheHostFitsIntoAFrame() {
    // Addresses for documentation: nothing is sent.
    try (UdpTransport fourth = transport("192.0.2.1", 1234);
        UdpTransport sixth = transport("2001:db8::1", 1234)) {
      assertThat(fourth.bound()).isEqualTo(1352);
      assertThat(sixth.bound()).isEqualTo(1352);
    }
  }

  private UdpTransport transport(String host, int port) {
    return new UdpTransport(host, port, resolver::add, () -> now);
  }

  /** A transport to a host that has these addresses, in this order. */
  private UdpTransport named(int port, String... literals) {
    InetAddress[] all =
        Arrays.stream(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    Addresses addresses = new Addresses("host", name -> all, resolver::add, () -> now);
    UdpTransport transport = new UdpTransport("host", port, addresses);
    resolver.remove().run();
    return transport;
  }

  private static Delivery send(UdpTransport transport, String lines) {
    byte[] bytes = ("??" + lines).getBytes(US_ASCII);
    return transport.send(bytes, 2, bytes.length - 2);
  }

  private static DatagramSocket listen(String address, int port) throws IOException {
    return new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), port));
  }

  private static String receive(DatagramSocket receiver) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    receiver.setSoTimeout(10_000);
    receiver.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
  }
}
