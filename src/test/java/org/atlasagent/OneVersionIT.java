package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.atlasagent.linux.IsolatedNetwork;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.VirtualHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent on a host that speaks one IP version only. */
class OneVersionIT {
  private static final String WITHOUT_IPV4 = "ip addr del 127.0.0.1/8 dev lo";
  private static final String WITHOUT_IPV6 = "echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6";

  /** The port of {@code --output udp}. */
  private static final int SPECTATORD = 1234;

  @TempDir private Path directory = Path.of("");
  private final Received received = new Received("atlas-system-agent");
  private VirtualHost host;

  @BeforeAll
  static void needsNamespaces() {
    IsolatedNetwork.require();
  }

  @BeforeEach
  void makeHost() {
    host = new VirtualHost();
  }

  @AfterEach
  void endHost() {
    host.close();
  }

  @Test
  void withoutIpv4TheDefaultOutputOverUdpIsReachedRoundAfterRoundInSilence() {
    host.sh(WITHOUT_IPV4);
    DatagramChannel receiver = bind(StandardProtocolFamily.INET6, "::1");
    try (AgentProcess agent = start(List.of(), "run", "--output=udp", "--cadence-factor=30")) {
      Await.until("three rounds have arrived", () -> arrived(receiver, "net.ip.defaultRoutes") > 6);

      assertThat(received.lines())
          .filteredOn(line -> line.name().equals("net.ip.addresses"))
          .isNotEmpty()
          .allMatch(line -> "v6".equals(line.tags().get("proto")));
      assertThat(agent.err().lines().map(OneVersionIT::withoutTime))
          .doesNotHaveDuplicates()
          .noneMatch(line -> line.contains("failed"));
    }
  }

  @Test
  void withoutIpv4ANameWithAddressesOfBothVersionsIsReachedOverIpv6() throws IOException {
    host.sh(WITHOUT_IPV4);
    assertNameReaches(
        bind(StandardProtocolFamily.INET6, "::1"), "-Djava.net.preferIPv6Addresses=false");
  }

  @Test
  void withoutIpv6ANameWithAddressesOfBothVersionsIsReachedOverIpv4() throws IOException {
    host.sh(WITHOUT_IPV6);
    assertNameReaches(
        bind(StandardProtocolFamily.INET, "127.0.0.1"), "-Djava.net.preferIPv6Addresses=true");
  }

  /** The version that the host lacks comes first among the addresses of the name. */
  private void assertNameReaches(DatagramChannel receiver, String order) throws IOException {
    Path hosts = directory.resolve("hosts");
    Files.writeString(hosts, "127.0.0.1 receiver.test\n::1 receiver.test\n", UTF_8);
    try (AgentProcess agent =
        start(
            List.of("-Djdk.net.hosts.file=" + hosts, order),
            "run",
            "--output=udp://receiver.test:" + SPECTATORD,
            "--cadence-factor=30")) {
      Await.until("lines arrive", () -> arrived(receiver, "net.ip.datagrams") > 0);
      assertThat(agent.isAlive()).isTrue();
    }
  }

  private DatagramChannel bind(StandardProtocolFamily family, String address) {
    return host.open(() -> {
      DatagramChannel channel = DatagramChannel.open(family);
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral(address), SPECTATORD));
      channel.configureBlocking(false);
      return channel;
    });
  }

  private AgentProcess start(List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>(AgentProcess.program(AgentProcess.jar()));
    command.addAll(1, flags);
    command.addAll(Arrays.asList(arguments));
    return host.call(() -> AgentProcess.start(directory, Map.of(), command));
  }

  /** How many lines of a metric have arrived so far. */
  private long arrived(DatagramChannel receiver, String metric) {
    ByteBuffer buffer = ByteBuffer.allocate(65_536);
    try {
      while (receiver.receive(buffer.clear()) != null) {
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        received.add(datagram);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return received.lines().stream().filter(line -> line.name().equals(metric)).count();
  }

  private static String withoutTime(String logged) {
    return logged.substring(logged.indexOf(' '));
  }
}
