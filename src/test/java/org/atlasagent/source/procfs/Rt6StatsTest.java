package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;

class Rt6StatsTest {
  private static Rt6Stats parse(String text) {
    return Rt6Stats.parse(Fields.of("/proc/net/rt6_stats", text));
  }

  @Test
  void readsTheFourthHexadecimalNumber() {
    assertThat(parse("0009 0006 000c 001f 0000 0000 0000\n")).isEqualTo(new Rt6Stats(31));
  }

  @Test
  void refusesALineThatIsCut() {
    assertThatThrownBy(() -> parse("0009 0006 000c\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("a number is missing in line \"0009 0006 000c\"");
    assertThatThrownBy(() -> parse("")).isInstanceOf(MalformedException.class);
  }
}
