package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.Values;
import org.junit.jupiter.api.Test;

class SockstatTest {
  private static Values<Sockstat> parse(String text) {
    return Sockstat.parse(Fields.of("/proc/net/sockstat", text));
  }

  @Test
  void readsTheFieldsOfEachGroup() {
    Values<Sockstat> sockstat =
        parse(
            """
            sockets: used 14
            TCP: inuse 1 orphan 2 tw 3 alloc 4 mem 114
            UDP: inuse 5 mem 6
            UDPLITE: inuse 7
            RAW: inuse 8
            FRAG: inuse 9 memory 10
            """);
    assertThat(sockstat.get(Sockstat.SOCKETS_USED)).hasValue(14);
    assertThat(sockstat.get(Sockstat.TCP_INUSE)).hasValue(1);
    assertThat(sockstat.get(Sockstat.TCP_ORPHAN)).hasValue(2);
    assertThat(sockstat.get(Sockstat.TCP_TW)).hasValue(3);
    assertThat(sockstat.get(Sockstat.TCP_ALLOC)).hasValue(4);
    assertThat(sockstat.get(Sockstat.TCP_MEM_PAGES)).hasValue(114);
    assertThat(sockstat.get(Sockstat.UDP_INUSE)).hasValue(5);
    assertThat(sockstat.get(Sockstat.UDP_MEM_PAGES)).hasValue(6);
    assertThat(sockstat.get(Sockstat.RAW_INUSE)).hasValue(8);
    assertThat(sockstat.get(Sockstat.FRAG_INUSE)).hasValue(9);
    assertThat(sockstat.get(Sockstat.FRAG_MEMORY_BYTES)).hasValue(10);
  }

  @Test
  void leavesUnknownGroupsAndFieldsAlone() {
    assertThat(parse("QUIC: inuse many\nTCP: novelty x mem 2\n").get(Sockstat.TCP_MEM_PAGES))
        .hasValue(2);
  }

  @Test
  void namesFileAndLineOfWhatIsNoNumber() {
    assertThatThrownBy(() -> parse("TCP: inuse many\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/net/sockstat: not a number: many in line \"TCP: inuse many\"");
  }

  @Test
  void refusesANameWithoutAValue() {
    assertThatThrownBy(() -> parse("TCP: inuse 1 mem"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("a number is missing");
  }
}
