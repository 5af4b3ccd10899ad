package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atlasagent.linux.IsolatedNetwork;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Readings;
import org.atlasagent.testing.VirtualHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Known traffic between two hosts that speak both IP versions, and by how much the metrics change:
 * on the running kernel, in network namespaces of their own. What is asserted is all that changed
 * of a collector, so a packet that is counted for the wrong version fails a test twice.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class TrafficTest {
  private static final StandardProtocolFamily INET = StandardProtocolFamily.INET;
  private static final StandardProtocolFamily INET6 = StandardProtocolFamily.INET6;
  private static final String V4 = "192.0.2.2";
  private static final String V6 = "fd99::2";
  private static final int PAYLOAD = 100;
  private static final int UDP_HEADER = 8;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

  private VirtualHost client;
  private VirtualHost server;

  @BeforeAll
  static void needsNamespaces() {
    IsolatedNetwork.require();
  }

  @BeforeEach
  void linkTwoHosts() {
    client = new VirtualHost();
    server = new VirtualHost();
    VirtualHost.link(client, server);
  }

  @AfterEach
  void endBoth() {
    client.close();
    server.close();
  }

  @Test
  void tcpConnectionsAreToldApartByVersionAndByFamilyOfTheSocket() {
    Readings clientBefore = client.read("tcp");
    Readings serverBefore = server.read("tcp");
    connect(listen(INET, V4, 7), INET, V4, 2);
    connect(listen(INET6, V6, 9), INET6, V6, 3);
    connect(listen(INET6, "::", 11), INET, V4, 4);
    ServerSocketChannel full = listen(INET6, "::", 13);
    for (int i = 0; i < 5; i++) {
      client.open(() -> SocketChannel.open(new InetSocketAddress(V6, port(full))));
    }

    assertThat(client.read("tcp").since(clientBefore))
        .containsEntry("net.tcp.opens,id=active", 14L)
        .containsEntry("net.tcp.currEstab", 14L)
        .doesNotContainKey("net.tcp.opens,id=passive");
    assertThat(server.read("tcp").since(serverBefore))
        .containsEntry("net.tcp.opens,id=passive", 14L)
        .containsEntry("net.tcp.currEstab", 14L)
        .doesNotContainKey("net.tcp.opens,id=active");
    Readings atClient = client.read("tcp-connections");
    assertThat(atClient.nonZero("net.tcp.connections"))
        .isEqualTo(
            Map.of(
                "net.tcp.connections,proto=v4,socket=v4", 6L,
                "net.tcp.connections,proto=v6,socket=v6", 8L));
    Readings atServer = server.read("tcp-connections");
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
    assertThat(server.read("sockets").nonZero("net.sockets.inUse"))
        .isEqualTo(
            Map.of(
                "net.sockets.inUse,id=tcp,proto=v4", 2L + 1,
                "net.sockets.inUse,id=tcp,proto=v6", 12L + 3));
    assertThat(established(server, "-4")).isEqualTo(2);
    assertThat(established(server, "-6")).isEqualTo(12);
    assertThat(server.read("tcp").of("net.tcp.opens,id=passive"))
        .isEqualTo(nstat(server, "TcpPassiveOpens"));
  }

  @Test
  void udpAndIpCountByVersionOfThePacketWhateverTheSocket() throws IOException {
    DatagramChannel v4 = bind(INET, V4);
    DatagramChannel v6 = bind(INET6, V6);
    DatagramChannel both = bind(INET6, "::");
    Readings udpBefore = server.read("udp");
    Readings ipBefore = server.read("ip");
    Readings interfacesBefore = server.read("interfaces-ip");
    Readings sentBefore = client.read("udp");
    send(INET, V4, port(v4), 3, PAYLOAD);
    send(INET6, V6, port(v6), 5, PAYLOAD);
    send(INET, V4, port(both), 2, PAYLOAD);
    awaitArrival(ipBefore, "v4", 5);
    awaitArrival(ipBefore, "v6", 5);

    Readings queues = server.read("udp-queues");
    assertThat(queues.of("net.udp.queueBytes,id=receive,proto=v4")).isEqualTo(queued(server, "-4"));
    assertThat(queues.of("net.udp.queueBytes,id=receive,proto=v6")).isEqualTo(queued(server, "-6"));
    // By address family of the socket: the two to the socket for both versions are among the seven.
    assertThat(3 * queues.of("net.udp.queueBytes,id=receive,proto=v6"))
        .isEqualTo(7 * queues.of("net.udp.queueBytes,id=receive,proto=v4"));
    // The kernel counts what has been read from the socket.
    assertThat(server.read("udp").since(udpBefore)).isEmpty();
    assertThat(receiveAll(v4) + receiveAll(v6) + receiveAll(both)).isEqualTo(3 + 5 + 2);
    assertThat(server.read("udp").since(udpBefore))
        .isEqualTo(
            Map.of(
                "net.udp.datagrams,id=in,proto=v4",
                3L + 2,
                "net.udp.datagrams,id=in,proto=v6",
                5L));
    assertThat(client.read("udp").since(sentBefore))
        .isEqualTo(
            Map.of(
                "net.udp.datagrams,id=out,proto=v4",
                3L + 2,
                "net.udp.datagrams,id=out,proto=v6",
                5L));
    assertThat(server.read("udp-queues").nonZero("net.udp.queueBytes")).isEmpty();

    assertThat(server.read("ip").since(ipBefore))
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
    assertThat(server.read("interfaces-ip").since(interfacesBefore))
        .isEqualTo(
            Map.of(
                "net.iface.ip.datagrams,id=in,iface=eth0,proto=v6",
                5L,
                "net.iface.ip.bytes,id=in,iface=eth0,proto=v6",
                5L * (IPV6_HEADER + UDP_HEADER + PAYLOAD)));
    assertThat(server.read("ip").of("net.ip.bytes,id=in,proto=v6"))
        .isEqualTo(nstat(server, "Ip6InOctets"));
  }

  @Test
  void aClosedPortIsANoPortThereAndAnUnreachableDestinationOnBothSides() throws IOException {
    Readings udpBefore = server.read("udp");
    Readings icmpBefore = server.read("icmp");
    Readings clientBefore = client.read("icmp");
    send(INET, V4, 9, 2, PAYLOAD);
    send(INET6, V6, 9, 3, PAYLOAD);
    awaitChange(client, "icmp", clientBefore, "net.icmp.messages,id=in,proto=v4", 2);
    awaitChange(client, "icmp", clientBefore, "net.icmp.messages,id=in,proto=v6", 3);

    assertThat(server.read("udp").since(udpBefore))
        .isEqualTo(
            Map.of(
                "net.udp.drops,id=noPort,proto=v4", 2L,
                "net.udp.drops,id=noPort,proto=v6", 3L));
    assertThat(server.read("icmp").since(icmpBefore))
        .isEqualTo(
            Map.of(
                "net.icmp.messages,id=out,proto=v4", 2L,
                "net.icmp.types,id=out,proto=v4,type=destinationUnreachable", 2L,
                "net.icmp.messages,id=out,proto=v6", 3L,
                "net.icmp.types,id=out,proto=v6,type=destinationUnreachable", 3L));
    assertThat(client.read("icmp").since(clientBefore))
        .isEqualTo(
            Map.of(
                "net.icmp.messages,id=in,proto=v4", 2L,
                "net.icmp.types,id=in,proto=v4,type=destinationUnreachable", 2L,
                "net.icmp.messages,id=in,proto=v6", 3L,
                "net.icmp.types,id=in,proto=v6,type=destinationUnreachable", 3L));
    assertThat(server.read("udp").of("net.udp.drops,id=noPort,proto=v6"))
        .isEqualTo(nstat(server, "Udp6NoPorts"));
  }

  @Test
  void aRefusedConnectionIsAFailedAttemptHereAndAResetThere() {
    Readings clientBefore = client.read("tcp");
    Readings serverBefore = server.read("tcp");
    for (String address : List.of(V4, V6, V6)) {
      assertThatThrownBy(
              () -> client.call(() -> SocketChannel.open(new InetSocketAddress(address, 9))))
          .hasRootCauseInstanceOf(ConnectException.class);
    }

    assertThat(client.read("tcp").since(clientBefore))
        .isEqualTo(
            Map.of(
                "net.tcp.opens,id=active", 3L,
                "net.tcp.errors,id=attemptFails", 3L,
                "net.tcp.segments,id=out", 3L,
                "net.tcp.segments,id=in", 3L));
    assertThat(server.read("tcp").since(serverBefore))
        .isEqualTo(
            Map.of(
                "net.tcp.errors,id=outRsts", 3L,
                "net.tcp.segments,id=out", 3L,
                "net.tcp.segments,id=in", 3L));
  }

  @Test
  void echoesAreCountedOnBothSidesForTheirVersion() {
    Readings clientBefore = client.read("icmp");
    Readings serverBefore = server.read("icmp");
    client.sh("ping -q -c 2 -i 0.01 " + V4);
    client.sh("ping -q -c 3 -i 0.01 " + V6);

    assertThat(client.read("icmp").since(clientBefore))
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
    assertThat(server.read("icmp").since(serverBefore))
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
  void whatDoesNotFitIntoAReceiveBufferIsADropAndAnErrorOfItsVersion() throws IOException {
    DatagramChannel v4 = bind(INET, V4);
    DatagramChannel v6 = bind(INET6, V6);
    v4.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    v6.setOption(StandardSocketOptions.SO_RCVBUF, 8192);
    Readings udpBefore = server.read("udp");
    Readings ipBefore = server.read("ip");
    send(INET, V4, port(v4), 40, 1000);
    send(INET6, V6, port(v6), 50, 1000);
    awaitArrival(ipBefore, "v4", 40);
    awaitArrival(ipBefore, "v6", 50);

    // How many fit depends on what the kernel takes to keep one; each is either read or dropped.
    long readV4 = receiveAll(v4);
    long readV6 = receiveAll(v6);
    assertThat(readV4).isBetween(1L, 39L);
    assertThat(readV6).isBetween(1L, 49L);
    assertThat(server.read("udp").since(udpBefore))
        .isEqualTo(
            Map.of(
                "net.udp.datagrams,id=in,proto=v4", readV4,
                "net.udp.drops,id=receiveBuffer,proto=v4", 40 - readV4,
                "net.udp.errors,id=inErrors,proto=v4", 40 - readV4,
                "net.udp.datagrams,id=in,proto=v6", readV6,
                "net.udp.drops,id=receiveBuffer,proto=v6", 50 - readV6,
                "net.udp.errors,id=inErrors,proto=v6", 50 - readV6));
  }

  @Test
  void fragmentsAreMadeOnOneSideAndJoinedOnTheOther() throws IOException {
    DatagramChannel v4 = bind(INET, V4);
    DatagramChannel v6 = bind(INET6, V6);
    Readings madeBefore = client.read("fragments");
    Readings joinedBefore = server.read("fragments");
    Readings ipBefore = server.read("ip");
    // An Ethernet frame carries 1480 and 1448 bytes of the 3008 that UDP hands down: 3 fragments.
    send(INET, V4, port(v4), 1, 3000);
    send(INET6, V6, port(v6), 2, 3000);
    awaitArrival(ipBefore, "v4", 1);
    awaitArrival(ipBefore, "v6", 2);

    assertThat(client.read("fragments").since(madeBefore))
        .isEqualTo(
            Map.of(
                "net.ip.fragments,id=fragOk,proto=v4", 1L,
                "net.ip.fragments,id=fragCreated,proto=v4", 3L,
                "net.ip.fragments,id=fragOk,proto=v6", 2L,
                "net.ip.fragments,id=fragCreated,proto=v6", 6L));
    assertThat(server.read("fragments").since(joinedBefore))
        .isEqualTo(
            Map.of(
                "net.ip.fragments,id=reassemblyOk,proto=v4", 1L,
                "net.ip.fragments,id=reassemblyOk,proto=v6", 2L));
    assertThat(server.read("ip").since(ipBefore))
        .containsEntry("net.ip.reasmReqds,proto=v4", 3L)
        .containsEntry("net.ip.datagrams,id=in,proto=v4", 3L)
        .containsEntry("net.ip.reasmReqds,proto=v6", 6L)
        .containsEntry("net.ip.datagrams,id=in,proto=v6", 6L);
    assertThat(receiveAll(v4) + receiveAll(v6)).isEqualTo(3);
  }

  @Test
  void aDatagramOfWhichAFragmentIsLostWaitsAndIsGivenUp() throws IOException {
    server.sh(
        """
        echo 1 >/proc/sys/net/ipv4/ipfrag_time
        echo 1 >/proc/sys/net/ipv6/ip6frag_time
        nft add table inet t
        nft 'add chain inet t in { type filter hook prerouting priority -500; }'
        nft add rule inet t in ip frag-off '&' 0x1fff '>' 200 drop
        nft add rule inet t in frag frag-off '>' 200 drop
        """);
    Readings before = server.read("fragments");
    send(INET, V4, 9, 1, 3000);
    send(INET6, V6, 9, 1, 3000);
    Await.until(
        "two datagrams wait for a fragment",
        () -> server.read("fragments").nonZero("net.ip.fragQueues").size() == 2);
    assertThat(server.read("fragments").nonZero("net.ip.fragMemory")).hasSize(2);
    Await.until(
        "they are given up", () -> server.read("fragments").nonZero("net.ip.fragQueues").isEmpty());

    Map<String, Long> changes = server.read("fragments").since(before);
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
    client.sh(
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
    Readings before = server.read("ip");
    for (int i = 1; i <= 4; i++) {
      send(INET, V4, 7000 + i, i, PAYLOAD);
      send(INET6, V6, 7000 + i, 2 * i, PAYLOAD);
    }
    awaitArrival(before, "v4", 1 + 2 + 3 + 4);
    awaitArrival(before, "v6", 2 + 4 + 6 + 8);

    assertThat(server.read("ip").since(before))
        .containsEntry("net.ip.ectPackets,id=capable,proto=v4", 1L + 2)
        .containsEntry("net.ip.congestedPackets,proto=v4", 3L)
        .containsEntry("net.ip.ectPackets,id=notCapable,proto=v4", 4L)
        .containsEntry("net.ip.ectPackets,id=capable,proto=v6", 2L + 4)
        .containsEntry("net.ip.congestedPackets,proto=v6", 6L)
        .containsEntry("net.ip.ectPackets,id=notCapable,proto=v6", 8L);
    assertThat(server.read("ip").of("net.ip.congestedPackets,proto=v6"))
        .isEqualTo(nstat(server, "Ip6InCEPkts"));
  }

  private ServerSocketChannel listen(StandardProtocolFamily family, String address, int backlog) {
    return server.open(() ->
        ServerSocketChannel.open(family)
            .bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0), backlog));
  }

  /** Connects and accepts. */
  private void connect(
      ServerSocketChannel listener, StandardProtocolFamily family, String address, int count) {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = client.open(() -> SocketChannel.open(family));
      client.call(() -> channel.connect(new InetSocketAddress(address, port(listener))));
      server.open(listener::accept);
    }
  }

  private DatagramChannel bind(StandardProtocolFamily family, String address) throws IOException {
    DatagramChannel channel =
        server.open(() ->
            DatagramChannel.open(family)
                .bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0)));
    channel.configureBlocking(false);
    return channel;
  }

  private void send(StandardProtocolFamily family, String address, int port, int count, int bytes)
      throws IOException {
    DatagramChannel channel = client.open(() -> DatagramChannel.open(family));
    for (int i = 0; i < count; i++) {
      channel.send(ByteBuffer.allocate(bytes), new InetSocketAddress(address, port));
    }
  }

  private static long receiveAll(DatagramChannel channel) throws IOException {
    long count = 0;
    while (channel.receive(ByteBuffer.allocate(4096)) != null) {
      count++;
    }
    return count;
  }

  private void awaitArrival(Readings before, String proto, long packets) {
    awaitChange(server, "ip", before, "net.ip.delivered,proto=" + proto, packets);
  }

  /** The other host works in its own time. */
  private static void awaitChange(
      VirtualHost host, String collector, Readings before, String series, long change) {
    Await.until(
        series + " has risen by " + change,
        () -> host.read(collector).since(before).getOrDefault(series, 0L) >= change);
  }

  private static int port(ServerSocketChannel channel) {
    return channel.socket().getLocalPort();
  }

  private static int port(DatagramChannel channel) {
    return channel.socket().getLocalPort();
  }

  /** The established connections that ss(8) lists. */
  private static long established(VirtualHost host, String family) {
    return host.sh("ss -Hnt state established " + family).lines().count();
  }

  /** The sum of the column Recv-Q of ss(8). */
  private static long queued(VirtualHost host, String family) {
    return host.sh("ss -Hnua " + family)
        .lines()
        .mapToLong(line -> Long.parseLong(line.strip().split(" +", -1)[1]))
        .sum();
  }

  /** A counter as nstat(8) prints it. */
  private static long nstat(VirtualHost host, String name) {
    String printed = host.sh("nstat -asz " + name);
    Matcher counter = Pattern.compile("^" + name + " +(\\d+)", Pattern.MULTILINE).matcher(printed);
    assertThat(counter.find()).as(printed).isTrue();
    return Long.parseLong(counter.group(1));
  }
}
