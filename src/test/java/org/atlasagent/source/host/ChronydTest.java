package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atlasagent.linux.Loopback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real chronyd with a source on ::1, beside what chronyc(1) prints. */
class ChronydTest {
  private static final Loopback V6 = Loopback.V6;
  private static final Loopback V4 = Loopback.V4;

  @Test
  void givesTheAgeThatChronycShowsAtEveryAddress(@TempDir Path parent) throws IOException {
    Optional<String> obstacle = RunningChronyd.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElseThrow());
    Path directory = RunningChronyd.directory(parent);
    int server = freePort();
    int port = freePort();
    try (RunningChronyd source = startSource(directory, server);
        RunningChronyd client = startClient(directory, server, port)) {
      assertThat(source).isNotNull();
      client.awaitSources(port, lines -> lines.stream().anyMatch(ChronydTest::isSelected));

      for (ChronyAddress address :
          List.of(
              new ChronyUdp(V6, port),
              new ChronyUdp(V4, port),
              new ChronyUnix(directory.resolve("chronyd.sock")))) {
        assertAgeOfChronyc(address, port);
      }
    }
  }

  @Test
  void aServerWithoutSourcesHasSelectedNone(@TempDir Path parent) throws IOException {
    Optional<String> obstacle = RunningChronyd.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElseThrow());
    Path directory = RunningChronyd.directory(parent);
    int server = freePort();
    try (RunningChronyd source = startSource(directory, server)) {
      source.awaitSources(server + 1, lines -> true);
      assertThat(ask(new ChronyUdp(V6, server + 1))).hasValue(ChronySelection.NONE);
    }
  }

  /** While samples come each second, the age lies between two readings in some moment. */
  private static void assertAgeOfChronyc(ChronyAddress address, int port) {
    for (int attempt = 0; attempt < 20; attempt++) {
      long before = selectedAge(port);
      ChronySelection selection = ask(address).orElseThrow();
      long after = selectedAge(port);
      long age = selection.sampleAgeSeconds().orElseThrow();
      if (before <= after && before <= age && age <= after) {
        return;
      }
    }
    throw new AssertionError(address + " never said what chronyc says");
  }

  private static boolean isSelected(String line) {
    return line.startsWith("^,*");
  }

  private static long selectedAge(int port) {
    String selected =
        RunningChronyd.sources(port).stream()
            .filter(ChronydTest::isSelected)
            .findFirst()
            .orElseThrow();
    return Long.parseLong(selected.split(",", -1)[6]);
  }

  private static Optional<ChronySelection> ask(ChronyAddress address) {
    return new ChronyDaemon(List.of(address), System::nanoTime).selection();
  }

  private static RunningChronyd startSource(Path directory, int port) throws IOException {
    return RunningChronyd.start(
        directory,
        "source",
        List.of("port " + port, "cmdport " + (port + 1), "allow", "local stratum 10"));
  }

  private static RunningChronyd startClient(Path directory, int server, int port)
      throws IOException {
    return RunningChronyd.start(
        directory,
        "client",
        List.of(
            "server 127.9.9.9 port 9",
            "server ::1 port " + server + " iburst minpoll 2 maxpoll 2",
            "port 0",
            "cmdport " + port,
            "bindcmdaddress " + directory.resolve("chronyd.sock")));
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
      return socket.getLocalPort();
    }
  }
}
