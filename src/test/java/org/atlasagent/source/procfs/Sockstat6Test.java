package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.Values;
import org.junit.jupiter.api.Test;

class Sockstat6Test {
  private static Values<Sockstat6> parse(String text) {
    return Sockstat6.parse(Fields.of("/proc/net/sockstat6", text));
  }

  @Test
  void readsTheFieldsOfEachGroup() {
    Values<Sockstat6> sockstat6 =
        parse(
            """
            TCP6: inuse 1
            UDP6: inuse 2
            UDPLITE6: inuse 3
            RAW6: inuse 4
            FRAG6: novelty x inuse 5 memory 6
            """);
    assertThat(sockstat6.get(Sockstat6.TCP6_INUSE)).hasValue(1);
    assertThat(sockstat6.get(Sockstat6.UDP6_INUSE)).hasValue(2);
    assertThat(sockstat6.get(Sockstat6.RAW6_INUSE)).hasValue(4);
    assertThat(sockstat6.get(Sockstat6.FRAG6_INUSE)).hasValue(5);
    assertThat(sockstat6.get(Sockstat6.FRAG6_MEMORY_BYTES)).hasValue(6);
  }

  @Test
  void namesFileAndLineOfWhatIsNoNumber() {
    assertThatThrownBy(() -> parse("TCP6: inuse many"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/net/sockstat6: not a number: many in line \"TCP6: inuse many\"");
  }
}
