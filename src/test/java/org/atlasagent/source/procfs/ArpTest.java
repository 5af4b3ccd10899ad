package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;

class ArpTest {
  private static final String HEADER =
      "IP address       HW type     Flags       HW address            Mask     Device\n";

  private static Arp parse(String text) {
    return Arp.parse(Fields.of("/proc/net/arp", text));
  }

  @Test
  void countsTheLinesBelowTheHeader() {
    assertThat(parse(HEADER).entries()).isZero();
    assertThat(
            parse(
                    HEADER
                        + "192.0.2.1  0x1  0x2  02:fc:00:00:00:05  *  eth0\n"
                        + "192.0.2.77 0x1  0x0  00:00:00:00:00:00  *  eth0\n")
                .entries())
        .isEqualTo(2);
  }

  @Test
  void refusesAFileWithoutItsHeader() {
    assertThatThrownBy(() -> parse(""))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("/proc/net/arp: ends where the names of columns is expected");
  }
}
