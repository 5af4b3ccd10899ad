package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.Values;
import org.junit.jupiter.api.Test;

class Snmp6Test {
  private static Values<Snmp6> parse(String text) {
    return Snmp6.parse(Fields.of("/proc/net/snmp6", text));
  }

  @Test
  void readsANameAndAValueFromEachLine() {
    Values<Snmp6> snmp6 =
        parse(
            """
            Udp6InErrors                    \t9
            Ip6InReceives                   \t18446744073709551615
            """);
    assertThat(snmp6.get(Snmp6.UDP6_IN_ERRORS)).hasValue(9);
    assertThat(snmp6.get(Snmp6.IP6_IN_RECEIVES)).isEqualTo(OptionalLong.of(-1));
    assertThat(snmp6.get(Snmp6.IP6_OUT_REQUESTS)).isEmpty();
  }

  @Test
  void leavesUnknownNamesAloneWhateverTheirValue() {
    assertThat(parse("Icmp6OutType135 four\nIcmp6InMsgs 1\n").get(Snmp6.ICMP6_IN_MSGS)).hasValue(1);
  }

  @Test
  void namesFileAndLineOfWhatIsNoNumber() {
    assertThatThrownBy(() -> parse("Ip6InReceives 12x"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/net/snmp6: not a number: 12x in line \"Ip6InReceives 12x\"");
  }

  @Test
  void refusesANameWithoutAValue() {
    assertThatThrownBy(() -> parse("Ip6InReceives"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("a number is missing");
  }
}
