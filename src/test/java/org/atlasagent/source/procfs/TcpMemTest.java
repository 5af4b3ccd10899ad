package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;

class TcpMemTest {
  private static TcpMem parse(String text) {
    return TcpMem.parse(Fields.of("/proc/sys/net/ipv4/tcp_mem", text));
  }

  @Test
  void readsThreeLimits() {
    assertThat(parse("287898\t383867\t575796\n")).isEqualTo(new TcpMem(287898, 383867, 575796));
  }

  @Test
  void refusesALineThatIsCut() {
    assertThatThrownBy(() -> parse("287898\t383867"))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("/proc/sys/net/ipv4/tcp_mem: a number is missing");
    assertThatThrownBy(() -> parse("")).isInstanceOf(MalformedException.class);
  }
}
