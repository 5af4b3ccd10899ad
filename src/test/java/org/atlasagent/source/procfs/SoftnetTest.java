package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;

class SoftnetTest {
  private static Softnet parse(String text) {
    return Softnet.parse(Fields.of("/proc/net/softnet_stat", text));
  }

  @Test
  void addsUpTheFirstColumnsOfAllProcessors() {
    assertThat(parse("00000ce2 00000001 0000000a 7\n000015ef 00000002 0000000b 8\n"))
        .isEqualTo(new Softnet(0xce2 + 0x15ef, 3, 21));
  }

  @Test
  void refusesALineThatIsCut() {
    assertThatThrownBy(() -> parse("00000ce2 00000001"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("a number is missing in line \"00000ce2 00000001\"");
    assertThatThrownBy(() -> parse("")).isInstanceOf(MalformedException.class);
  }
}
