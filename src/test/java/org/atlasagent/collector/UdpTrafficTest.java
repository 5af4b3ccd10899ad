package org.atlasagent.collector;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.atlasagent.testing.LinkedHosts.V4;
import static org.atlasagent.testing.LinkedHosts.V6;
import static org.atlasagent.testing.LinkedHosts.awaitChange;
import static org.atlasagent.testing.LinkedHosts.port;
import static org.atlasagent.testing.LinkedHosts.receiveAll;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
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
 * Known datagrams between two hosts, and by how much the metrics change: on the running kernel, in
 * network namespaces of their own. What is asserted is all that changed of a collector, so a packet
 * that is counted for the wrong version fails a test twice.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class UdpTrafficTest {
  private static final int PAYLOAD = 100;
  private static final int UDP_HEADER = 8;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

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
  void udpAndIpCountByVersionOfThePacketWhateverTheSocket() throws IOException {
    DatagramChannel v4 = hosts.bind(INET, V4);
    DatagramChannel v6 = hosts.bind(INET6, V6);
    DatagramChannel both = hosts.bind(INET6, "::");
    Readings udpBefore = hosts.server().read("udp");
    Readings ipBefore = hosts.server().read("ip");
    Readings interfacesBefore = hosts.server().read("interfaces-ip");
    Readings sentBefore = hosts.client().read("udp");
    hosts.sendV4(port(v4), 3, PAYLOAD);
    hosts.sendV6(port(v6), 5, PAYLOAD);
    hosts.sendV4(port(both), 2, PAYLOAD);
    hosts.awaitArrival(ipBefore, "v4", 5);
    hosts.awaitArrival(ipBefore, "v6", 5);

    Readings queues = hosts.server().read("udp-queues");
    assertThat(queues.of("net.udp.queueBytes,id=receive,proto=v4"))
        .isEqualTo(queued(hosts.server(), "-4"));
    assertThat(queues.of("net.udp.queueBytes,id=receive,proto=v6"))
        .isEqualTo(queued(hosts.server(), "-6"));
    // By address family of the socket: the two to the socket for both versions are among the seven.
    assertThat(3 * queues.of("net.udp.queueBytes,id=receive,proto=v6"))
        .isEqualTo(7 * queues.of("net.udp.queueBytes,id=receive,proto=v4"));
    // The kernel counts what has been read from the socket.
    assertThat(hosts.server().read("udp").since(udpBefore)).isEmpty();
    assertThat(receiveAll(v4) + receiveAll(v6) + receiveAll(both)).isEqualTo(3 + 5 + 2);
    assertThat(hosts.server().read("udp").since(udpBefore))
        .isEqualTo(
            Map.of(
                "net.udp.datagrams,id=in,proto=v4",
                3L + 2,
                "net.udp.datagrams,id=in,proto=v6",
                5L));
    assertThat(hosts.client().read("udp").since(sentBefore))
        .isEqualTo(
            Map.of(
                "net.udp.datagrams,id=out,proto=v4",
                3L + 2,
                "net.udp.datagrams,id=out,proto=v6",
                5L));
    assertThat(hosts.server().read("udp-queues").nonZero("net.udp.queueBytes")).isEmpty();

    assertThat(hosts.server().read("ip").since(ipBefore))
        .isEqualTo(
            Map.of(
                "net.ip.datagrams,id=in,proto=v4", 5L,
                "net.ip.delivered,proto=v4", 5L,
                "net.ip.ectPackets,id=notCapable,proto=v4", 5L,
                "net.ip.bytes,id=in,proto=v4", 5L * (IPV4_HEADER + UDP_HEADER + PAYLOAD),
                "net.ip.datagrams,id=in,proto=v6", 5L,
                "net.ip.delivered,proto=v6", 5L,
                "net.ip.ectPackets,id=notCapable,proto=v6", 5L,
                "net.ip.bytes,id=in,proto=v6", 5L * (IPV6_HEADER + UDP_HEADER + PAYLOAD)));
    assertThat(hosts.server().read("interfaces-ip").since(interfacesBefore))
        .isEqualTo(
            Map.of(
                "net.iface.ip.datagrams,id=in,iface=eth0,proto=v6",
                5L,
                "net.iface.ip.bytes,id=in,iface=eth0,proto=v6",
                5L * (IPV6_HEADER + UDP_HEADER + PAYLOAD)));
    assertThat(hosts.server().read("ip").of("net.ip.bytes,id=in,proto=v6"))
        .isEqualTo(hosts.nstat("Ip6InOctets"));
  }

  @Test
  void aClosedPortIsANoPortThereAndAnUnreachableDestinationOnBothSides() throws IOException {
    Readings udpBefore = hosts.server().read("udp");
    Readings icmpBefore = hosts.server().read("icmp");
    Readings clientBefore = hosts.client().read("icmp");
    hosts.sendV4(9, 2, PAYLOAD);
    hosts.sendV6(9, 3, PAYLOAD);
    awaitChange(hosts.client(), "icmp", clientBefore, "net.icmp.messages,id=in,proto=v4", 2);
    awaitChange(hosts.client(), "icmp", clientBefore, "net.icmp.messages,id=in,proto=v6", 3);

    assertThat(hosts.server().read("udp").since(udpBefore))
        .isEqualTo(
            Map.of(
                "net.udp.drops,id=noPort,proto=v4", 2L,
                "net.udp.drops,id=noPort,proto=v6", 3L));
    assertThat(hosts.server().read("icmp").since(icmpBefore))
        .isEqualTo(
            Map.of(
                "net.icmp.messages,id=out,proto=v4", 2L,
                "net.icmp.types,id=out,proto=v4,type=destinationUnreachable", 2L,
                "net.icmp.messages,id=out,proto=v6", 3L,
                "net.icmp.types,id=out,proto=v6,type=destinationUnreachable", 3L));
    assertThat(hosts.client().read("icmp").since(clientBefore))
        .isEqualTo(
            Map.of(
                "net.icmp.messages,id=in,proto=v4", 2L,
                "net.icmp.types,id=in,proto=v4,type=destinationUnreachable", 2L,
                "net.icmp.messages,id=in,proto=v6", 3L,
                "net.icmp.types,id=in,proto=v6,type=destinationUnreachable", 3L));
    assertThat(hosts.server().read("udp").of("net.udp.drops,id=noPort,proto=v6"))
        .isEqualTo(hosts.nstat("Udp6NoPorts"));
  }

  @Test
  void whatDoesNotFitIntoAReceiveBufferIsADropAndAnErrorOfItsVersion() throws IOException {
    DatagramChannel v4 = hosts.bind(INET, V4);
    DatagramChannel v6 = hosts.bind(INET6, V6);
    v4.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    v6.setOption(StandardSocketOptions.SO_RCVBUF, 8192);
    Readings udpBefore = hosts.server().read("udp");
    Readings ipBefore = hosts.server().read("ip");
    hosts.sendV4(port(v4), 40, 1000);
    hosts.sendV6(port(v6), 50, 1000);
    hosts.awaitArrival(ipBefore, "v4", 40);
    hosts.awaitArrival(ipBefore, "v6", 50);

    // How many fit depends on what the kernel takes to keep one; each is either read or dropped.
    long readV4 = receiveAll(v4);
    long readV6 = receiveAll(v6);
    assertThat(readV4).isBetween(1L, 39L);
    assertThat(readV6).isBetween(1L, 49L);
    assertThat(hosts.server().read("udp").since(udpBefore))
        .isEqualTo(
            Map.of(
                "net.udp.datagrams,id=in,proto=v4", readV4,
                "net.udp.drops,id=receiveBuffer,proto=v4", 40 - readV4,
                "net.udp.errors,id=inErrors,proto=v4", 40 - readV4,
                "net.udp.datagrams,id=in,proto=v6", readV6,
                "net.udp.drops,id=receiveBuffer,proto=v6", 50 - readV6,
                "net.udp.errors,id=inErrors,proto=v6", 50 - readV6));
  }

  /** The sum of the column Recv-Q of ss(8). */
  private static long queued(VirtualHost host, String family) {
    return host.sh("ss -Hnua " + family)
        .lines()
        .mapToLong(line -> Long.parseLong(line.strip().split(" +", -1)[1]))
        .sum();
  }
}
