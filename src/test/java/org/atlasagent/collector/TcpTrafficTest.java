package org.atlasagent.collector;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atlasagent.testing.LinkedHosts.V4;
import static org.atlasagent.testing.LinkedHosts.V6;
import static org.atlasagent.testing.LinkedHosts.port;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.atlasagent.testing.LinkedHosts;
import org.atlasagent.testing.Readings;
import org.atlasagent.testing.VirtualHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Known connections between two hosts, and by how much the metrics change: on the running kernel,
 * in network namespaces of their own.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class TcpTrafficTest {
  private LinkedHosts hosts;

  @BeforeAll
  static void needsLinkedHosts() {
    LinkedHosts.require();
  }

  @BeforeEach
  void linkTwoHosts() {
    hosts = new LinkedHosts();
  }

  @AfterEach
  void endBoth() {
    hosts.close();
  }

  @Test
  void tcpConnectionsAreToldApartByVersionAndByFamilyOfTheSocket() {
    Readings clientBefore = hosts.client().read("tcp");
    Readings serverBefore = hosts.server().read("tcp");
    connectAndAccept(hosts.listen(INET, V4, 7), INET, V4, 2);
    connectAndAccept(hosts.listen(INET6, V6, 9), INET6, V6, 3);
    connectAndAccept(hosts.listen(INET6, "::", 11), INET, V4, 4);
    hosts.connect(INET6, V6, port(hosts.listen(INET6, "::", 13)), 5);

    assertThat(hosts.client().read("tcp").since(clientBefore))
        .containsEntry("net.tcp.opens,id=active", 14L)
        .containsEntry("net.tcp.currEstab", 14L)
        .doesNotContainKey("net.tcp.opens,id=passive");
    assertThat(hosts.server().read("tcp").since(serverBefore))
        .containsEntry("net.tcp.opens,id=passive", 14L)
        .containsEntry("net.tcp.currEstab", 14L)
        .doesNotContainKey("net.tcp.opens,id=active");
    Readings atClient = hosts.client().read("tcp-connections");
    assertThat(atClient.nonZero("net.tcp.connections"))
        .isEqualTo(
            Map.of(
                "net.tcp.connections,proto=v4,socket=v4", 6L,
                "net.tcp.connections,proto=v6,socket=v6", 8L));
    Readings atServer = hosts.server().read("tcp-connections");
    assertThat(atServer.nonZero("net.tcp.connections"))
        .isEqualTo(
            Map.of(
                "net.tcp.connections,proto=v4,socket=v4", 2L,
                "net.tcp.connections,proto=v4,socket=v6", 4L,
                "net.tcp.connections,proto=v6,socket=v6", 8L));
    assertThat(atServer.nonZero("net.tcp.connectionStates"))
        .isEqualTo(
            Map.of(
                "net.tcp.connectionStates,id=established,proto=v4", 2L,
                "net.tcp.connectionStates,id=listen,proto=v4", 1L,
                "net.tcp.connectionStates,id=established,proto=v6", 12L,
                "net.tcp.connectionStates,id=listen,proto=v6", 3L));
    assertThat(atServer.nonZero("net.tcp.acceptQueue"))
        .isEqualTo(
            Map.of(
                "net.tcp.acceptQueue,id=limit,proto=v4", 7L,
                "net.tcp.acceptQueue,id=length,proto=v6", 5L,
                "net.tcp.acceptQueue,id=limit,proto=v6", 9L + 11 + 13));
    assertThat(hosts.server().read("sockets").nonZero("net.sockets.inUse"))
        .isEqualTo(
            Map.of(
                "net.sockets.inUse,id=tcp,proto=v4", 2L + 1,
                "net.sockets.inUse,id=tcp,proto=v6", 12L + 3));
    assertThat(established(hosts.server(), "-4")).isEqualTo(2);
    assertThat(established(hosts.server(), "-6")).isEqualTo(12);
    assertThat(hosts.server().read("tcp").of("net.tcp.opens,id=passive"))
        .isEqualTo(hosts.nstat("TcpPassiveOpens"));
  }

  @Test
  void aRefusedConnectionIsAFailedAttemptHereAndAResetThere() {
    Readings clientBefore = hosts.client().read("tcp");
    Readings serverBefore = hosts.server().read("tcp");
    for (String address : List.of(V4, V6, V6)) {
      assertThatThrownBy(() ->
              hosts.client().call(() -> SocketChannel.open(new InetSocketAddress(address, 9))))
          .hasRootCauseInstanceOf(ConnectException.class);
    }

    assertThat(hosts.client().read("tcp").since(clientBefore))
        .isEqualTo(
            Map.of(
                "net.tcp.opens,id=active", 3L,
                "net.tcp.errors,id=attemptFails", 3L,
                "net.tcp.segments,id=out", 3L,
                "net.tcp.segments,id=in", 3L));
    assertThat(hosts.server().read("tcp").since(serverBefore))
        .isEqualTo(
            Map.of(
                "net.tcp.errors,id=outRsts", 3L,
                "net.tcp.segments,id=out", 3L,
                "net.tcp.segments,id=in", 3L));
  }

  private void connectAndAccept(
      ServerSocketChannel listener, StandardProtocolFamily family, String address, int count) {
    hosts.connect(family, address, port(listener), count);
    hosts.accept(listener, count);
  }

  /** The established connections that ss(8) lists. */
  private static long established(VirtualHost host, String family) {
    return host.sh("ss -Hnt state established " + family).lines().count();
  }
}
