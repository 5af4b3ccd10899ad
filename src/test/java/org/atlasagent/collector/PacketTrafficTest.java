package org.atlasagent.collector;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.atlasagent.testing.LinkedHosts.V4;
import static org.atlasagent.testing.LinkedHosts.V6;
import static org.atlasagent.testing.LinkedHosts.port;
import static org.atlasagent.testing.LinkedHosts.receiveAll;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.LinkedHosts;
import org.atlasagent.testing.Readings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Echoes, fragments and marks of congestion between two hosts, and by how much the metrics change:
 * on the running kernel, in network namespaces of their own.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PacketTrafficTest {
  private static final int PAYLOAD = 100;

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
  void echoesAreCountedOnBothSidesForTheirVersion() {
    Readings clientBefore = hosts.client().read("icmp");
    Readings serverBefore = hosts.server().read("icmp");
    hosts.client().sh("ping -q -c 2 -i 0.01 " + V4);
    hosts.client().sh("ping -q -c 3 -i 0.01 " + V6);

    assertThat(hosts.client().read("icmp").since(clientBefore))
        .isEqualTo(
            Map.of(
                "net.icmp.messages,id=out,proto=v4", 2L,
                "net.icmp.messages,id=in,proto=v4", 2L,
                "net.icmp.types,id=out,proto=v4,type=echo", 2L,
                "net.icmp.types,id=in,proto=v4,type=echoReply", 2L,
                "net.icmp.messages,id=out,proto=v6", 3L,
                "net.icmp.messages,id=in,proto=v6", 3L,
                "net.icmp.types,id=out,proto=v6,type=echo", 3L,
                "net.icmp.types,id=in,proto=v6,type=echoReply", 3L));
    assertThat(hosts.server().read("icmp").since(serverBefore))
        .isEqualTo(
            Map.of(
                "net.icmp.messages,id=in,proto=v4", 2L,
                "net.icmp.messages,id=out,proto=v4", 2L,
                "net.icmp.types,id=in,proto=v4,type=echo", 2L,
                "net.icmp.types,id=out,proto=v4,type=echoReply", 2L,
                "net.icmp.messages,id=in,proto=v6", 3L,
                "net.icmp.messages,id=out,proto=v6", 3L,
                "net.icmp.types,id=in,proto=v6,type=echo", 3L,
                "net.icmp.types,id=out,proto=v6,type=echoReply", 3L));
  }

  @Test
  void fragmentsAreMadeOnOneSideAndJoinedOnTheOther() throws IOException {
    DatagramChannel v4 = hosts.bind(INET, V4);
    DatagramChannel v6 = hosts.bind(INET6, V6);
    Readings madeBefore = hosts.client().read("fragments");
    Readings joinedBefore = hosts.server().read("fragments");
    Readings ipBefore = hosts.server().read("ip");
    // An Ethernet frame carries 1480 and 1448 bytes of the 3008 that UDP hands down: 3 fragments.
    hosts.sendV4(port(v4), 1, 3000);
    hosts.sendV6(port(v6), 2, 3000);
    hosts.awaitArrival(ipBefore, "v4", 1);
    hosts.awaitArrival(ipBefore, "v6", 2);

    assertThat(hosts.client().read("fragments").since(madeBefore))
        .isEqualTo(
            Map.of(
                "net.ip.fragments,id=fragOk,proto=v4", 1L,
                "net.ip.fragments,id=fragCreated,proto=v4", 3L,
                "net.ip.fragments,id=fragOk,proto=v6", 2L,
                "net.ip.fragments,id=fragCreated,proto=v6", 6L));
    assertThat(hosts.server().read("fragments").since(joinedBefore))
        .isEqualTo(
            Map.of(
                "net.ip.fragments,id=reassemblyOk,proto=v4", 1L,
                "net.ip.fragments,id=reassemblyOk,proto=v6", 2L));
    assertThat(hosts.server().read("ip").since(ipBefore))
        .containsEntry("net.ip.reasmReqds,proto=v4", 3L)
        .containsEntry("net.ip.datagrams,id=in,proto=v4", 3L)
        .containsEntry("net.ip.reasmReqds,proto=v6", 6L)
        .containsEntry("net.ip.datagrams,id=in,proto=v6", 6L);
    assertThat(receiveAll(v4) + receiveAll(v6)).isEqualTo(3);
  }

  @Test
  void aDatagramOfWhichAFragmentIsLostWaitsAndIsGivenUp() throws IOException {
    hosts
        .server()
        .sh(
            """
            echo 1 >/proc/sys/net/ipv4/ipfrag_time
            echo 1 >/proc/sys/net/ipv6/ip6frag_time
            nft add table inet t
            nft 'add chain inet t in { type filter hook prerouting priority -500; }'
            nft add rule inet t in ip frag-off '&' 0x1fff '>' 200 drop
            nft add rule inet t in frag frag-off '>' 200 drop
            """);
    Readings before = hosts.server().read("fragments");
    hosts.sendV4(9, 1, 3000);
    hosts.sendV6(9, 1, 3000);
    Await.until(
        "two datagrams wait for a fragment",
        () -> hosts.server().read("fragments").nonZero("net.ip.fragQueues").size() == 2);
    assertThat(hosts.server().read("fragments").nonZero("net.ip.fragMemory")).hasSize(2);
    Await.until(
        "they are given up",
        () -> hosts.server().read("fragments").nonZero("net.ip.fragQueues").isEmpty());

    Map<String, Long> changes = hosts.server().read("fragments").since(before);
    assertThat(changes)
        .containsEntry("net.ip.fragments,id=reassemblyTimeout,proto=v4", 1L)
        .containsEntry("net.ip.fragments,id=reassemblyTimeout,proto=v6", 1L)
        .containsEntry("net.ip.fragments,id=reassemblyFailed,proto=v4", 1L)
        .containsEntry("net.ip.fragments,id=reassemblyFailed,proto=v6", 1L)
        .doesNotContainKey("net.ip.fragments,id=reassemblyOk,proto=v4")
        .doesNotContainKey("net.ip.fragments,id=reassemblyOk,proto=v6");
  }

  @Test
  void marksOfCongestionAreCountedForTheirVersion() throws IOException {
    hosts
        .client()
        .sh(
            """
            nft add table inet t
            nft 'add chain inet t out { type filter hook output priority 0; }'
            nft add rule inet t out udp dport 7001 ip ecn set ect0
            nft add rule inet t out udp dport 7002 ip ecn set ect1
            nft add rule inet t out udp dport 7003 ip ecn set ce
            nft add rule inet t out udp dport 7001 ip6 ecn set ect0
            nft add rule inet t out udp dport 7002 ip6 ecn set ect1
            nft add rule inet t out udp dport 7003 ip6 ecn set ce
            """);
    Readings before = hosts.server().read("ip");
    for (int i = 1; i <= 4; i++) {
      hosts.sendV4(7000 + i, i, PAYLOAD);
      hosts.sendV6(7000 + i, 2 * i, PAYLOAD);
    }
    hosts.awaitArrival(before, "v4", 1 + 2 + 3 + 4);
    hosts.awaitArrival(before, "v6", 2 + 4 + 6 + 8);

    assertThat(hosts.server().read("ip").since(before))
        .containsEntry("net.ip.ectPackets,id=capable,proto=v4", 1L + 2)
        .containsEntry("net.ip.congestedPackets,proto=v4", 3L)
        .containsEntry("net.ip.ectPackets,id=notCapable,proto=v4", 4L)
        .containsEntry("net.ip.ectPackets,id=capable,proto=v6", 2L + 4)
        .containsEntry("net.ip.congestedPackets,proto=v6", 6L)
        .containsEntry("net.ip.ectPackets,id=notCapable,proto=v6", 8L);
    assertThat(hosts.server().read("ip").of("net.ip.congestedPackets,proto=v6"))
        .isEqualTo(hosts.nstat("Ip6InCEPkts"));
  }
}
