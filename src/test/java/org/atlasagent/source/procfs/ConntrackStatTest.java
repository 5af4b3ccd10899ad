package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.Values;
import org.junit.jupiter.api.Test;

class ConntrackStatTest {
  private static Values<ConntrackStat> parse(String text) {
    return ConntrackStat.parse(Fields.of("/proc/net/stat/nf_conntrack", text));
  }

  @Test
  void addsUpTheHexadecimalNumbersOfAllProcessors() {
    Values<ConntrackStat> stat =
        parse(
            """
            entries  insert insert_failed drop early_drop icmp_error  search_restart
            00000000 00000009 00000001 00000002 00000003 00000009  00000004
            00000000 00000009 00000010 00000020 00000030 00000009  00000040
            """);
    assertThat(stat.get(ConntrackStat.INSERT_FAILED)).hasValue(0x11);
    assertThat(stat.get(ConntrackStat.DROP)).hasValue(0x22);
    assertThat(stat.get(ConntrackStat.EARLY_DROP)).hasValue(0x33);
    assertThat(stat.get(ConntrackStat.SEARCH_RESTART)).hasValue(0x44);
  }

  @Test
  void namesFileAndLineOfWhatIsNoNumber() {
    assertThatThrownBy(() -> parse("drop\nxyz\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/net/stat/nf_conntrack: not a number: xyz in line \"xyz\"");
  }
}
