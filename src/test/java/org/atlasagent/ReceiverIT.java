package org.atlasagent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent as receiver: of others' lines, and of its own. */
class ReceiverIT {

  @TempDir private Path directory = Path.of("");

  @Test
  void receivesOverEverySocketAndEndsWell() throws IOException {
    int port = freePort();
    Path socket = directory.resolve("dir/s");
    String v6 = "udp://[::1]:" + port;
    String v4 = "udp://127.0.0.1:" + port;
    try (AgentProcess receiver =
        start("receive", "--print", "--listen", "unix://" + socket + "," + v4 + "," + v6)) {
      receiver.awaitErr("listens at " + v6);
      assertThat(receiver.err()).contains("listens at unix://" + socket, "listens at " + v4);

      send("127.0.0.1", port, "c:over.v4:1\n");
      send("::1", port, "c:over.v6:1\nc:wrong");
      try (AgentProcess sender = start("run", "--output", "unix://" + socket)) {
        Await.until(
            "all lines are printed",
            () ->
                Stream.of("over.v4", "over.v6", "REFUSED", "sys.load.15")
                    .allMatch(receiver.out()::contains));
        assertThat(sender.isAlive()).isTrue();
      }
      assertThat(receiver.out().lines())
          .contains("counter  over.v4  1", "counter  over.v6  1")
          .filteredOn(line -> line.startsWith("REFUSED"))
          .containsExactly("REFUSED  not letter:name:value: c:wrong");

      receiver.signal("TERM");
      assertThat(receiver.exitCode()).isZero();
      assertThat(socket).doesNotExist();
    }
  }

  @Test
  void onePlaceToListenIsEnoughAndNoneIsNot() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
      String busy = "udp://[::1]:" + taken.getLocalPort();
      try (AgentProcess receiver =
          start("receive", "--listen", busy + ",unix://" + directory.resolve("s"))) {
        receiver.awaitErr("listens at unix://");
        assertThat(receiver.err()).contains("cannot listen at " + busy + ": ");
        assertThat(receiver.isAlive()).isTrue();
      }
      try (AgentProcess receiver = start("receive", "--listen", busy)) {
        assertThat(receiver.exitCode()).isEqualTo(1);
      }
    }
  }

  @Test
  void watchShowsRatesWithinSecondsAndTextOnly() {
    // Whoever runs the tests in the background may have it ignored, and a child inherits that.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(AgentProcess.program(AgentProcess.jar()));
    command.addAll(List.of("watch", "^(net.ip.datagrams|sys.load.1,)"));
    try (AgentProcess watch = AgentProcess.start(directory, Map.of(), command)) {
      Await.until("the load is shown", () -> watch.out().contains("sys.load.1 "));
      Await.until("a rate is shown", () -> watch.out().contains("packets/s"));
      assertThat(watch.out()).doesNotContain("\u001b").doesNotContain("sys.load.15");

      watch.signal("INT");
      assertThat(watch.exitCode()).isZero();
      assertThat(watch.err()).isEmpty();
    }
  }

  /** What is not asked for is not loaded: it would cost memory on every host. */
  @Test
  void aPlainRunLoadsNothingOfIt() {
    List<String> command = AgentProcess.program(AgentProcess.jar());
    command.add(1, "-Xlog:class+load");
    command.addAll(List.of("run", "--output", "none"));
    try (AgentProcess agent = AgentProcess.start(directory, Map.of(), command)) {
      Await.until("it runs", () -> agent.out().contains("org.atlasagent.runtime.Agent "));
      agent.awaitErr("nothing to report");

      assertThat(agent.out().lines())
          .filteredOn(line ->
              line.contains("org.atlasagent.receiver.")
                  || line.contains("org.atlasagent.web.")
                  || line.contains("org.atlasagent.atlas.")
                  || line.contains("AtlasOutput")
                  || line.contains("javax.net.ssl")
                  || line.contains("org.atlasagent.spectatord.LineParser")
                  || line.contains("io.prometheus.")
                  || line.contains("httpserver"))
          .isEmpty();
    }
  }

  private AgentProcess start(String... arguments) {
    return AgentProcess.start(directory, Map.of(), arguments);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket any = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
      return any.getLocalPort();
    }
  }

  private static void send(String host, int port, String lines) throws IOException {
    byte[] bytes = lines.getBytes(US_ASCII);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.ofLiteral(host), port));
    }
  }
}
