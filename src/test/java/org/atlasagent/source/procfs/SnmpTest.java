package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.Values;
import org.junit.jupiter.api.Test;

class SnmpTest {
  private static Values<Snmp> parse(String text) {
    return Snmp.parse(Fields.of("/proc/net/snmp", text));
  }

  @Test
  void findsColumnsByTheirNames() {
    Values<Snmp> snmp =
        parse(
            """
            Ip: OutRequests Forwarding InReceives
            Ip: 3 1 7
            """);
    assertThat(snmp.get(Snmp.IP_IN_RECEIVES)).hasValue(7);
    assertThat(snmp.get(Snmp.IP_OUT_REQUESTS)).hasValue(3);
  }

  @Test
  void tellsColumnsOfOneNameApartByTheirProtocol() {
    Values<Snmp> snmp =
        parse(
            """
            Icmp: InErrors
            Icmp: 1
            Udp: InErrors
            Udp: 2
            UdpLite: InErrors
            UdpLite: 3
            """);
    assertThat(snmp.get(Snmp.ICMP_IN_ERRORS)).hasValue(1);
    assertThat(snmp.get(Snmp.UDP_IN_ERRORS)).hasValue(2);
  }

  @Test
  void leavesUnknownProtocolsAndColumnsAlone() {
    Values<Snmp> snmp =
        parse(
            """
            IcmpMsg: InType3 OutType3
            IcmpMsg: many
            Udp: Novelty InDatagrams
            Udp: 0x1f 505
            """);
    assertThat(snmp.get(Snmp.UDP_IN_DATAGRAMS)).hasValue(505);
  }

  @Test
  void skipsTheNegativeMaxConn() {
    Values<Snmp> snmp =
        parse(
            """
            Tcp: RtoMax MaxConn ActiveOpens
            Tcp: 120000 -1 143
            """);
    assertThat(snmp.get(Snmp.TCP_ACTIVE_OPENS)).hasValue(143);
  }

  @Test
  void keepsAll64Bits() {
    Values<Snmp> snmp =
        parse(
            """
            Ip: InReceives
            Ip: 18446744073709551615
            """);
    assertThat(snmp.get(Snmp.IP_IN_RECEIVES)).isEqualTo(OptionalLong.of(-1));
  }

  @Test
  void hasNoValueForAColumnThatIsNotThere() {
    assertThat(parse("Udp: InDatagrams\nUdp: 1\n").get(Snmp.UDP_MEM_ERRORS)).isEmpty();
    assertThat(parse("").isEmpty()).isTrue();
  }

  @Test
  void refusesMoreOrFewerValuesThanNames() {
    assertThatThrownBy(() -> parse("Udp: InDatagrams NoPorts\nUdp: 1\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/net/snmp: 1 values under 2 column names in line \"Udp: 1\"");
    assertThatThrownBy(() -> parse("Udp: InDatagrams\nUdp: 1 2\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("2 values under 1 column names");
  }

  @Test
  void refusesNamesWithoutValues() {
    assertThatThrownBy(() -> parse("Udp: InDatagrams\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("ends where the line of values of \"Udp:\" is expected");
    assertThatThrownBy(() -> parse("Udp: InDatagrams\nTcp: 1\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("the values of \"Udp:\" are missing in line \"Tcp: 1\"");
  }

  @Test
  void namesFileAndLineOfWhatIsNoNumber() {
    assertThatThrownBy(() -> parse("Udp: InDatagrams\nUdp: many\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/net/snmp: not a number: many in line \"Udp: many\"");
  }

  @Test
  void refusesANegativeTotal() {
    assertThatThrownBy(() -> parse("Udp: InDatagrams\nUdp: -5\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("not a number: -5");
  }
}
