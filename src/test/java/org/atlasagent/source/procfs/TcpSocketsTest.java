package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpSocketsTest {
  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

  private static String line(int number, String state) {
    return "%4d: 0100007F:1F90 00000000:0000 %s 00000000:00000000 00:00000000 00000000     0\n"
        .formatted(number, state);
  }

  private static TcpSockets parse(String text) {
    return TcpSockets.parse(Fields.of("/proc/net/tcp", text));
  }

  @ParameterizedTest
  @CsvSource({
    "01, ESTABLISHED",
    "02, SYN_SENT",
    "03, SYN_RECV",
    "04, FIN_WAIT1",
    "05, FIN_WAIT2",
    "06, TIME_WAIT",
    "07, CLOSE",
    "08, CLOSE_WAIT",
    "09, LAST_ACK",
    "0A, LISTEN",
    "0B, CLOSING",
    "0C, SYN_RECV",
  })
  void countsASocketInItsStateOnly(String code, TcpState expected) {
    TcpSockets sockets = parse(HEADER + line(0, code));
    for (TcpState state : TcpState.values()) {
      assertThat(sockets.in(state)).as(state.name()).isEqualTo(state == expected ? 1 : 0);
    }
  }

  @Test
  void countsRequestsBesideReceivedOnes() {
    TcpSockets sockets = parse(HEADER + line(0, "03") + line(1, "0C") + line(2, "0C"));
    assertThat(sockets.in(TcpState.SYN_RECV)).isEqualTo(3);
  }

  @Test
  void leavesUnknownStatesOut() {
    TcpSockets sockets = parse(HEADER + line(0, "0D") + line(1, "00") + line(2, "FF"));
    for (TcpState state : TcpState.values()) {
      assertThat(sockets.in(state)).isZero();
    }
  }

  @Test
  void findsTheStateByTheNameOfItsColumn() {
    TcpSockets sockets = parse("  sl  st novelty\n   0: 0A 01\n");
    assertThat(sockets.in(TcpState.LISTEN)).isEqualTo(1);
  }

  @Test
  void refusesAFileWithoutThatColumn() {
    assertThatThrownBy(() -> parse("  sl  local_address rem_address\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("/proc/net/tcp: fewer fields than expected");
    assertThatThrownBy(() -> parse("")).isInstanceOf(MalformedException.class);
  }

  @Test
  void namesFileAndLineOfWhatIsNoState() {
    assertThatThrownBy(() -> parse(HEADER + line(0, "??")))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("/proc/net/tcp: not a number: ?? in line \"   0: 0100007F:1F90");
    assertThatThrownBy(() -> parse(HEADER + "   0: 0100007F:1F90"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("fewer fields than expected");
  }

  @Test
  void countsMoreSocketsThanFitIntoAnyBuffer(@TempDir Path root) throws IOException {
    Path net = Files.createDirectories(root.resolve("proc/net"));
    int sockets = 110_000;
    try (Writer tcp = Files.newBufferedWriter(net.resolve("tcp"))) {
      tcp.write(HEADER);
      for (int i = 0; i < sockets; i++) {
        tcp.write(line(i, i % 10 == 0 ? "06" : "01"));
      }
    }
    assertThat(Files.size(net.resolve("tcp"))).isGreaterThan(8 << 20);
    try (KernelFile tcp = new KernelFiles(root).net("tcp")) {
      TcpSockets found = TcpSockets.read(tcp).orElseThrow();
      assertThat(found.in(TcpState.TIME_WAIT)).isEqualTo(sockets / 10);
      assertThat(found.in(TcpState.ESTABLISHED)).isEqualTo(sockets - sockets / 10);
    }
  }

  @Test
  void isEmptyWhereThereIsNoFile(@TempDir Path root) {
    try (KernelFile tcp6 = new KernelFiles(root).net("tcp6")) {
      assertThat(TcpSockets.read(tcp6)).isEmpty();
    }
  }
}
