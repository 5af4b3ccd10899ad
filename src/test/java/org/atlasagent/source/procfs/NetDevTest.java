package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.procfs.NetDev.Field;
import org.junit.jupiter.api.Test;

class NetDevTest {
  private static final String HEADINGS =
      """
      Inter-|   Receive                                                |  Transmit
       face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
      """;

  private static List<NetDev> parse(String text) {
    return NetDev.parse(Fields.of("/proc/net/dev", text));
  }

  private static OptionalLong value(List<NetDev> interfaces, Field field) {
    return interfaces.getFirst().totals().get(field);
  }

  @Test
  void tellsReceivedFromSent() {
    List<NetDev> interfaces = parse(HEADINGS + "  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
    assertThat(interfaces).hasSize(1);
    assertThat(interfaces.getFirst().name()).isEqualTo("eth0");
    assertThat(value(interfaces, Field.RECEIVE_BYTES)).hasValue(1);
    assertThat(value(interfaces, Field.RECEIVE_PACKETS)).hasValue(2);
    assertThat(value(interfaces, Field.RECEIVE_ERRS)).hasValue(3);
    assertThat(value(interfaces, Field.RECEIVE_DROP)).hasValue(4);
    assertThat(value(interfaces, Field.RECEIVE_FIFO)).hasValue(5);
    assertThat(value(interfaces, Field.RECEIVE_FRAME)).hasValue(6);
    assertThat(value(interfaces, Field.TRANSMIT_BYTES)).hasValue(9);
    assertThat(value(interfaces, Field.TRANSMIT_PACKETS)).hasValue(10);
    assertThat(value(interfaces, Field.TRANSMIT_ERRS)).hasValue(11);
    assertThat(value(interfaces, Field.TRANSMIT_DROP)).hasValue(12);
    assertThat(value(interfaces, Field.TRANSMIT_FIFO)).hasValue(13);
    assertThat(value(interfaces, Field.TRANSMIT_COLLS)).hasValue(14);
  }

  @Test
  void readsAFirstNumberThatTouchesTheName() {
    List<NetDev> interfaces =
        parse(HEADINGS + "eth0:18446744073709551615 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
    assertThat(interfaces.getFirst().name()).isEqualTo("eth0");
    assertThat(value(interfaces, Field.RECEIVE_BYTES)).isEqualTo(OptionalLong.of(-1));
  }

  @Test
  void endsANameAtItsLastColon() {
    List<NetDev> interfaces = parse(HEADINGS + "eth0:1: 7 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
    assertThat(interfaces.getFirst().name()).isEqualTo("eth0:1");
    assertThat(value(interfaces, Field.RECEIVE_BYTES)).hasValue(7);
  }

  @Test
  void findsGroupsAndColumnsByTheirNames() {
    List<NetDev> interfaces =
        parse(
            """
            Inter-| Transmit       | Novelty | Receive
             face |novelty bytes   | bytes   |drop bytes
            a=b,c: x 20 y 30 40
            """);
    assertThat(interfaces.getFirst().name()).isEqualTo("a=b,c");
    assertThat(value(interfaces, Field.TRANSMIT_BYTES)).hasValue(20);
    assertThat(value(interfaces, Field.RECEIVE_DROP)).hasValue(30);
    assertThat(value(interfaces, Field.RECEIVE_BYTES)).hasValue(40);
    assertThat(value(interfaces, Field.RECEIVE_ERRS)).isEmpty();
  }

  @Test
  void hasNoInterfacesUnderHeadingsAlone() {
    assertThat(parse(HEADINGS)).isEmpty();
  }

  @Test
  void refusesALineThatIsCut() {
    assertThatThrownBy(() -> parse(HEADINGS + "  eth0: 1 2 3\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/net/dev: 3 values under 16 column names in line \"  eth0: 1 2 3\"");
    assertThatThrownBy(() -> parse(HEADINGS + "  eth0\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("':' is missing");
  }

  @Test
  void refusesHeadingsThatAreCut() {
    assertThatThrownBy(() -> parse(HEADINGS.lines().findFirst().orElseThrow()))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("ends where the names of columns is expected");
    assertThatThrownBy(() -> parse("Inter-| Receive | Transmit\n face |bytes packets\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("2 groups of columns under 3 names");
  }

  @Test
  void namesFileAndLineOfWhatIsNoNumber() {
    assertThatThrownBy(() -> parse(HEADINGS + "lo: many 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("/proc/net/dev: not a number: many in line \"lo: many 2");
  }
}
