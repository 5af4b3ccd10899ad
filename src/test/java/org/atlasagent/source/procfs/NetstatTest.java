package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.Values;
import org.junit.jupiter.api.Test;

class NetstatTest {
  private static Values<Netstat> parse(String text) {
    return Netstat.parse(Fields.of("/proc/net/netstat", text));
  }

  @Test
  void readsBothGroupsWhateverTheirOrder() {
    Values<Netstat> netstat =
        parse(
            """
            MPTcpExt: MPCapableSYNRX
            MPTcpExt: 4
            IpExt: InCEPkts InOctets
            IpExt: 5 103787569
            TcpExt: TCPRcvQDrop TCPNovelty ListenDrops
            TcpExt: 7 x 8
            """);
    assertThat(netstat.get(Netstat.IP_IN_CE_PKTS)).hasValue(5);
    assertThat(netstat.get(Netstat.IP_IN_OCTETS)).hasValue(103787569);
    assertThat(netstat.get(Netstat.TCP_RCV_Q_DROP)).hasValue(7);
    assertThat(netstat.get(Netstat.TCP_LISTEN_DROPS)).hasValue(8);
    assertThat(netstat.get(Netstat.TCP_TIMEOUTS)).isEmpty();
  }

  @Test
  void refusesAValueThatIsMissing() {
    assertThatThrownBy(() -> parse("IpExt: InCEPkts InOctets\nIpExt: 5"))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("/proc/net/netstat: 1 values under 2 column names");
  }
}
