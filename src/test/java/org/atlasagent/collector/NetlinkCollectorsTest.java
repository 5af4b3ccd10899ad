package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.atlasagent.source.netlink.Netlink;
import org.atlasagent.source.netlink.RecordedNetlink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collectors that ask over netlink: on recorded dumps, where it is refused, without IPv6. */
final class NetlinkCollectorsTest {
  private final Netlink recorded = new RecordedNetlink("dual");

  @TempDir private Path root;

  @Test
  void reportsTcpSocketsOfBothFamilies() throws IOException {
    withIpv6();

    assertThat(lines(TcpConnectionsCollector::new, recorded))
        .hasSize(22 + 12 + 3 + 4)
        .contains(
            "g:net.tcp.connectionStates,id=established,nf.zone=a,proto=v4:13",
            "g:net.tcp.connectionStates,id=established,nf.zone=a,proto=v6:19",
            "g:net.tcp.connectionStates,id=synRecv,nf.zone=a,proto=v6:1",
            "g:net.tcp.connectionStates,id=closing,nf.zone=a,proto=v4:0",
            "g:net.tcp.socketMemory,id=receive,nf.zone=a,proto=v4:9328",
            "g:net.tcp.socketMemory,id=forwardAlloc,nf.zone=a,proto=v6:17208",
            "g:net.tcp.socketMemory,id=sendQueued,nf.zone=a,proto=v4:832",
            "g:net.tcp.socketMemory,id=backlog,nf.zone=a,proto=v6:0",
            "g:net.tcp.connections,nf.zone=a,proto=v4,socket=v4:13",
            "g:net.tcp.connections,nf.zone=a,proto=v4,socket=v6:8",
            "g:net.tcp.connections,nf.zone=a,proto=v6,socket=v6:11",
            "g:net.tcp.acceptQueue,id=length,nf.zone=a,proto=v4:3",
            "g:net.tcp.acceptQueue,id=limit,nf.zone=a,proto=v6:60");
  }

  @Test
  void reportsUdpQueues() throws IOException {
    withIpv6();

    assertThat(lines(UdpQueuesCollector::new, recorded))
        .containsExactly(
            "g:net.udp.queueBytes,id=receive,nf.zone=a,proto=v4:4608",
            "g:net.udp.queueBytes,id=receive,nf.zone=a,proto=v6:11520",
            "g:net.udp.queueBytes,id=send,nf.zone=a,proto=v4:0",
            "g:net.udp.queueBytes,id=send,nf.zone=a,proto=v6:0");
  }

  @Test
  void reportsNeighborsInAllStates() throws IOException {
    withIpv6();

    assertThat(lines(NeighborsCollector::new, recorded))
        .containsExactly(
            "g:net.neighbors,nf.zone=a,proto=v4,state=delay:0",
            "g:net.neighbors,nf.zone=a,proto=v4,state=failed:1",
            "g:net.neighbors,nf.zone=a,proto=v4,state=incomplete:0",
            "g:net.neighbors,nf.zone=a,proto=v4,state=permanent:2",
            "g:net.neighbors,nf.zone=a,proto=v4,state=probe:1",
            "g:net.neighbors,nf.zone=a,proto=v4,state=reachable:1",
            "g:net.neighbors,nf.zone=a,proto=v4,state=stale:1",
            "g:net.neighbors,nf.zone=a,proto=v6,state=delay:0",
            "g:net.neighbors,nf.zone=a,proto=v6,state=failed:1",
            "g:net.neighbors,nf.zone=a,proto=v6,state=incomplete:1",
            "g:net.neighbors,nf.zone=a,proto=v6,state=permanent:2",
            "g:net.neighbors,nf.zone=a,proto=v6,state=probe:1",
            "g:net.neighbors,nf.zone=a,proto=v6,state=reachable:1",
            "g:net.neighbors,nf.zone=a,proto=v6,state=stale:1");
  }

  @Test
  void reportsAddressesOfTheInterfacesThatTheOperatorWants() throws IOException {
    withIpv6();

    assertThat(lines(AddressesCollector::new, recorded))
        .contains(
            "g:net.ip.addresses,iface=va,nf.zone=a,proto=v4,state=deprecated:1",
            "g:net.ip.addresses,iface=va,nf.zone=a,proto=v6,state=dadFailed:1",
            "g:net.ip.addresses,iface=va,nf.zone=a,proto=v6,state=deprecated:1",
            "g:net.ip.addresses,iface=va,nf.zone=a,proto=v6,state=preferred:3",
            "g:net.ip.addresses,iface=va,nf.zone=a,proto=v6,state=tentative:1",
            "g:net.ip.addresses,iface=lo,nf.zone=a,proto=v6,state=preferred:1",
            "g:net.ip.addressLifetime,id=preferred,iface=va,nf.zone=a,proto=v6:0")
        .noneMatch(line -> line.contains("iface=vb"))
        .noneMatch(line -> line.contains("addressLifetime") && line.contains("iface=lo"))
        .hasSize(2 * 4 + 2 * 4 + 2);
  }

  @Test
  void reportsDefaultRoutes() throws IOException {
    withIpv6();

    assertThat(lines(DefaultRoutesCollector::new, recorded))
        .containsExactly(
            "g:net.ip.defaultRoutes,nf.zone=a,proto=v4:1",
            "g:net.ip.defaultRoutes,nf.zone=a,proto=v6:2");
  }

  @Test
  void inventsNoIpv6WhereTheKernelHasNone() {
    for (Function<Wiring, Collector> make : makers()) {
      assertThat(lines(make, recorded)).isNotEmpty().noneMatch(line -> line.contains("proto=v6"));
    }
  }

  @Test
  void readsWhatTheFilesOfProcHaveWhereNetlinkIsRefused() throws IOException {
    withIpv6();
    write("tcp", "sl st\n0: 01\n1: 0A\n");
    write("tcp6", "sl st\n0: 0C\n");
    write("udp", "sl st tx_queue rx_queue\n0: 07 00000001:00000A00\n1: 07 00000002:0000000B\n");
    write("udp6", "sl st tx_queue rx_queue\n");

    assertThat(lines(TcpConnectionsCollector::new, Netlink.NONE))
        .hasSize(22)
        .contains(
            "g:net.tcp.connectionStates,id=established,nf.zone=a,proto=v4:1",
            "g:net.tcp.connectionStates,id=listen,nf.zone=a,proto=v4:1",
            "g:net.tcp.connectionStates,id=synRecv,nf.zone=a,proto=v6:1");
    assertThat(lines(UdpQueuesCollector::new, Netlink.NONE))
        .containsExactly(
            "g:net.udp.queueBytes,id=receive,nf.zone=a,proto=v4:2571",
            "g:net.udp.queueBytes,id=receive,nf.zone=a,proto=v6:0",
            "g:net.udp.queueBytes,id=send,nf.zone=a,proto=v4:3",
            "g:net.udp.queueBytes,id=send,nf.zone=a,proto=v6:0");
  }

  @Test
  void saysWhyThereIsNothingWhereNetlinkIsRefusedAndThereAreNoFiles() {
    Netlink refusing = (request, consumer) -> Optional.of("netlink: socket: EPERM");
    for (Function<Wiring, Collector> make : makers()) {
      NetworkHost host = host(refusing);

      Outcome outcome = host.run(host.collector(make));

      assertThat(outcome).isEqualTo(Outcome.noData("netlink: socket: EPERM"));
      assertThat(host.lines()).isEmpty();
    }
  }

  private static List<Function<Wiring, Collector>> makers() {
    return List.of(
        TcpConnectionsCollector::new,
        UdpQueuesCollector::new,
        NeighborsCollector::new,
        AddressesCollector::new,
        DefaultRoutesCollector::new);
  }

  private void withIpv6() throws IOException {
    Files.createDirectories(root.resolve("proc/net"));
    for (String file : List.of("snmp6", "tcp6", "udp6")) {
      Files.createFile(root.resolve("proc/net").resolve(file));
    }
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(root.resolve("proc/net").resolve(file), content);
  }

  private List<String> lines(Function<Wiring, Collector> make, Netlink netlink) {
    NetworkHost host = host(netlink);
    assertThat(host.run(host.collector(make))).isEqualTo(Outcome.COLLECTED);
    return host.lines();
  }

  private NetworkHost host(Netlink netlink) {
    return new NetworkHost(root, OptionalLong.empty(), name -> !name.equals("vb"), netlink);
  }
}
