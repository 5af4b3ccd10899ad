package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.LinkedHosts;
import org.atlasagent.testing.Readings;
import org.atlasagent.testing.VirtualHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Neighbours, addresses and routes of a host beside another one, as the collectors and ip(8) tell
 * them: on the running kernel, in network namespaces of their own.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class NeighborhoodTest {
  private LinkedHosts hosts;
  private VirtualHost host;

  @BeforeAll
  static void needsLinkedHosts() {
    LinkedHosts.require();
  }

  @BeforeEach
  void linkTwoHosts() {
    hosts = new LinkedHosts();
    host = hosts.client();
  }

  @AfterEach
  void endBoth() {
    hosts.close();
  }

  @Test
  void neighborsResolveFailAndAreStillSought() throws IOException {
    host.sh(
        """
        ip neigh del 192.0.2.2 dev eth0
        ip neigh del fd99::2 dev eth0
        ip neigh add 192.0.2.50 lladdr 02:00:00:00:00:50 dev eth0 nud permanent
        ip neigh add 192.0.2.51 lladdr 02:00:00:00:00:51 dev eth0 nud permanent
        ip neigh add fd99::50 lladdr 02:00:00:00:00:50 dev eth0 nud stale
        """);
    Readings icmpBefore = host.read("icmp");
    host.sh("ping -q -c 1 192.0.2.2");
    host.sh("ping -q -c 1 fd99::2");
    askSlowly("192.0.2.98", "fd99::98", 60_000);
    askSlowly("192.0.2.99", "fd99::99", 20);
    Await.until(
        "the kernel gives up",
        () -> {
          Readings now = host.read("neighbors");
          return now.of("net.neighbors,proto=v4,state=failed") == 1
              && now.of("net.neighbors,proto=v6,state=failed") == 1;
        });

    Readings neighbors = host.read("neighbors");
    assertThat(neighbors.nonZero("net.neighbors"))
        .isEqualTo(
            Map.of(
                "net.neighbors,proto=v4,state=reachable", 1L,
                "net.neighbors,proto=v4,state=incomplete", 1L,
                "net.neighbors,proto=v4,state=failed", 1L,
                "net.neighbors,proto=v4,state=permanent", 2L,
                "net.neighbors,proto=v6,state=reachable", 1L,
                "net.neighbors,proto=v6,state=incomplete", 1L,
                "net.neighbors,proto=v6,state=failed", 1L,
                "net.neighbors,proto=v6,state=stale", 1L));
    assertThat(host.read("arp").of("net.arpCacheSize")).isEqualTo(1 + 1 + 1 + 2);
    assertThat(lines("ip -6 neigh show nud failed")).isEqualTo(1);
    assertThat(lines("ip -6 neigh show nud reachable")).isEqualTo(1);
    assertThat(lines("ip -4 neigh show nud permanent")).isEqualTo(2);
    // Once for the neighbour that is there, once for the one that is still sought, and three times
    // (mcast_solicit) for the one that was given up.
    assertThat(host.read("icmp").since(icmpBefore))
        .containsEntry("net.icmp.types,id=out,proto=v6,type=neighborSolicitation", 1L + 1 + 3)
        .containsEntry("net.icmp.types,id=in,proto=v6,type=neighborAdvertisement", 1L);
  }

  @Test
  void addressesAreToldByStateAndADuplicateIsFound() {
    host.sh(
        """
        ip addr add fd99::2/64 dev eth0
        ip addr add 2001:db8::5/64 dev eth0 nodad valid_lft 1000 preferred_lft 0
        ip addr add 2001:db8::6/64 dev eth0 nodad valid_lft 900 preferred_lft 800
        """);
    Await.until(
        "the duplicate is found", () -> host.read("addresses").of(address("v6", "dadFailed")) == 1);
    host.sh(
        """
        echo 100 >/proc/sys/net/ipv6/conf/eth0/dad_transmits
        ip addr add 2001:db8::7/64 dev eth0
        """);

    Readings addresses = host.read("addresses");
    assertThat(addresses.nonZero("net.ip.addresses"))
        .isEqualTo(
            Map.of(
                address("v4", "preferred"),
                1L,
                address("v6", "preferred"),
                2L,
                address("v6", "deprecated"),
                1L,
                address("v6", "tentative"),
                1L,
                address("v6", "dadFailed"),
                1L,
                "net.ip.addresses,iface=lo,proto=v4,state=preferred",
                1L,
                "net.ip.addresses,iface=lo,proto=v6,state=preferred",
                1L));
    assertThat(addresses.of("net.ip.addressLifetime,id=preferred,iface=eth0,proto=v6")).isZero();
    // A test may be slow, but it ends within a minute.
    assertThat(addresses.of("net.ip.addressLifetime,id=valid,iface=eth0,proto=v6"))
        .isBetween(840L, 900L);
    assertThat(lines("ip -6 -o addr show dev eth0 dadfailed")).isEqualTo(1);
    assertThat(lines("ip -6 -o addr show dev eth0 deprecated")).isEqualTo(1);
  }

  @Test
  void routesAreCountedAndALostDefaultRouteIsAZero() {
    Readings before = host.read("routes");
    host.sh(
        """
        ip route add 198.51.100.0/24 via 192.0.2.2
        ip route add default via 192.0.2.2
        ip -6 route add 2001:db8:1::/48 via fd99::2
        ip -6 route add 2001:db8:2::/48 via fd99::2
        ip -6 route add default via fd99::2
        """);

    assertThat(host.read("routes").since(before))
        .isEqualTo(Map.of("net.ip.routes,proto=v4", 2L, "net.ip.routes,proto=v6", 3L));
    assertThat(host.read("default-routes").values())
        .isEqualTo(
            Map.of("net.ip.defaultRoutes,proto=v4", 1L, "net.ip.defaultRoutes,proto=v6", 1L));
    assertThat(lines("ip -6 route show default")).isEqualTo(1);

    host.sh("ip -6 route del default");

    assertThat(host.read("default-routes").values())
        .isEqualTo(
            Map.of("net.ip.defaultRoutes,proto=v4", 1L, "net.ip.defaultRoutes,proto=v6", 0L));
  }

  private static String address(String proto, String state) {
    return "net.ip.addresses,iface=eth0,proto=" + proto + ",state=" + state;
  }

  /** Makes the kernel look for two neighbours that are absent, with a pause between attempts. */
  private void askSlowly(String v4, String v6, int pauseMillis) throws IOException {
    for (String version : new String[] {"ipv4", "ipv6"}) {
      host.sh(
          "echo %d >/proc/sys/net/%s/neigh/eth0/retrans_time_ms".formatted(pauseMillis, version));
    }
    host.open(() -> DatagramChannel.open(StandardProtocolFamily.INET))
        .send(ByteBuffer.allocate(1), new InetSocketAddress(v4, 9));
    host.open(() -> DatagramChannel.open(StandardProtocolFamily.INET6))
        .send(ByteBuffer.allocate(1), new InetSocketAddress(v6, 9));
  }

  /** How many lines a program prints. */
  private long lines(String command) {
    return host.sh(command).lines().filter(line -> !line.isBlank()).count();
  }
}
