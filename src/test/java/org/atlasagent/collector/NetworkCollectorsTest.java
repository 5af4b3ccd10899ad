package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no recorded host shows: filters, parts of a source that are absent, extra tags. */
class NetworkCollectorsTest {
  private static final String DEV =
      """
      Inter-|   Receive      |  Transmit
       face |bytes errs fifo |bytes
      """;

  @TempDir private Path root;
  private NetworkHost host;

  @BeforeEach
  void makeHost() throws IOException {
    Files.createDirectories(root.resolve("proc/net"));
    host = new NetworkHost(root, OptionalLong.empty(), name -> !name.startsWith("veth"));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(root.resolve("proc/net").resolve(file), text);
  }

  @Test
  void leavesOutTheInterfacesThatTheOperatorIgnores() throws IOException {
    write("dev", DEV + "eth0: 1 2 3 4\nveth1: 5 6 7 8\n");
    host.run(host.collector("interfaces"));
    assertThat(host.lines())
        .containsExactly(
            "U:net.iface.bytes,id=in,iface=eth0,nf.zone=a:1",
            "U:net.iface.bytes,id=out,iface=eth0,nf.zone=a:4");
  }

  @Test
  void hasNoDataWhenAllInterfacesAreIgnored() throws IOException {
    write("dev", DEV + "veth1: 5 6 7 8\n");
    Outcome outcome = host.run(host.collector("interfaces"));
    assertThat(outcome)
        .isEqualTo(Outcome.noData(root + "/proc/net/dev: lists no interface that is wanted"));
  }

  @Test
  void sendsNoSumOfWhichAPartIsAbsent() throws IOException {
    write("netstat", "IpExt: InECT0Pkts InNoECTPkts\nIpExt: 5 6\n");
    host.run(host.collector("ip"));
    assertThat(host.lines())
        .containsExactly("U:net.ip.ectPackets,id=notCapable,nf.zone=a,proto=v4:6");
  }

  @Test
  void sendsASumOfUnsignedNumbersAsTheKernelCounts() throws IOException {
    write("snmp6", "Ip6InECT0Pkts 18446744073709551614\nIp6InECT1Pkts 1\n");
    host.run(host.collector("ip"));
    assertThat(host.lines())
        .containsExactly("U:net.ip.ectPackets,id=capable,nf.zone=a,proto=v6:18446744073709551615");
  }

  @Test
  void countsSocketsWhereOnlyIpv6IsThere() throws IOException {
    write("tcp6", "sl st\n0: 0A\n1: 0A\n");
    host.run(host.collector("tcp-connections"));
    assertThat(host.lines())
        .hasSize(11)
        .contains("g:net.tcp.connectionStates,id=listen,nf.zone=a,proto=v6:2")
        .contains("g:net.tcp.connectionStates,id=established,nf.zone=a,proto=v6:0");
  }

  @Test
  void hasNoTcpMemoryWhereThePageSizeIsNotKnown() throws IOException {
    write("sockstat", "TCP: mem 3\n");
    assertThat(host.run(host.collector("tcp-memory")))
        .isEqualTo(Outcome.noData("the page size of this host is not known"));
    assertThat(host.lines()).isEmpty();
  }

  @Test
  void putsNoNetworkTagsOnTcpMemory() throws IOException {
    write("sockstat", "TCP: mem 3\n");
    NetworkHost largePages = new NetworkHost(root, OptionalLong.of(65536), name -> true);
    largePages.run(largePages.collector("tcp-memory"));
    assertThat(largePages.lines()).containsExactly("g:net.tcp.memory:196608");
  }

  @Test
  void hasNoDataWhereSockstatDoesNotKnowTcp() throws IOException {
    write("sockstat", "UDP: mem 3\n");
    assertThat(host.run(host.collector("tcp-memory")))
        .isEqualTo(Outcome.noData(root + "/proc/net/sockstat: no TCP: mem"));
  }

  @Test
  void sharesOneReadingAmongTheCollectorsOfARound() throws IOException {
    write("snmp", "Udp: InDatagrams\nUdp: 1\n");
    Collector udp = host.collector("udp");
    host.run(udp);
    write("snmp", "Udp: InDatagrams\nUdp: 2\n");
    udp.collect(Due.ALL);
    host.run(udp);
    assertThat(host.lines())
        .containsExactly(
            "U:net.udp.datagrams,id=in,nf.zone=a,proto=v4:1",
            "U:net.udp.datagrams,id=in,nf.zone=a,proto=v4:1",
            "U:net.udp.datagrams,id=in,nf.zone=a,proto=v4:2");
  }
}
