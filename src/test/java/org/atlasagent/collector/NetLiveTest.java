package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The collectors on the machine that runs the test, beside a second reading of its files that
 * shares no code with them.
 *
 * <p>The machine goes on meanwhile: a running total must lie between two second readings, and what
 * goes up and down must equal them in a moment in which they agree.
 */
class NetLiveTest {
  private final NetworkHost host =
      new NetworkHost(Path.of("/"), OptionalLong.of(NetworkFiles.PAGE), name -> true);

  /** A second reading: series without letter and tag of the test, and their values. */
  private interface Reading {
    Map<String, BigInteger> read() throws IOException;
  }

  @Test
  void interfacesReportWhatTheFileSays() throws IOException {
    assertTotalsBetween("interfaces", NetworkFiles::interfaces);
  }

  @Test
  void ipReportsWhatTheFilesSay() throws IOException {
    assertTotalsBetween("ip", NetworkFiles::ip);
  }

  @Test
  void tcpReportsWhatTheFileSays() throws IOException {
    assertTotalsBetween("tcp", NetworkFiles::tcp);
    assertGaugesEqual(
        "tcp", series -> series.equals("net.tcp.currEstab"), NetworkFiles::established);
  }

  @Test
  void udpReportsWhatTheFilesSay() throws IOException {
    assertTotalsBetween("udp", NetworkFiles::udp);
  }

  @Test
  void tcpStatesCountWhatTheFilesList() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(listener.isBound()).isTrue();
      assertGaugesEqual("tcp-connections", series -> true, NetworkFiles::states);
    }
  }

  @Test
  void arpCountsWhatTheFileLists() throws IOException {
    assertGaugesEqual("arp", series -> true, NetworkFiles::arp);
  }

  @Test
  void tcpMemoryIsWhatTheFileSaysInBytes() throws IOException {
    assertGaugesEqual("tcp-memory", series -> true, NetworkFiles::tcpMemory);
  }

  @Test
  void icmpReportsWhatTheFilesSay() throws IOException {
    assertTotalsBetween("icmp", NetworkFiles::icmp);
  }

  @Test
  void neighborTablesReportWhatTheFilesSay() throws IOException {
    assertTotalsBetween("neighbor-tables", NetworkFiles::neighborTables);
  }

  @Test
  void conntrackReportsWhatTheFileSays() throws IOException {
    assertTotalsBetween("conntrack", NetworkFiles::conntrackDrops);
  }

  @Test
  void softnetReportsWhatTheFileSays() throws IOException {
    assertTotalsBetween("softnet", NetworkFiles::softnet);
  }

  @Test
  void socketsReportWhatTheFilesSay() throws IOException {
    assertGaugesEqual("sockets", series -> true, NetworkFiles::sockets);
  }

  @Test
  void tcpSocketsReportWhatTheFileSays() throws IOException {
    assertGaugesEqual("tcp-sockets", series -> true, NetworkFiles::tcpSockets);
  }

  @Test
  void fragmentsReportWhatTheFilesSay() throws IOException {
    assertGaugesEqual("fragments", series -> true, NetworkFiles::fragments);
  }

  @Test
  void socketMemoryIsWhatTheFilesSayInBytes() throws IOException {
    assertGaugesEqual("socket-memory", series -> true, NetworkFiles::socketMemory);
  }

  private void assertTotalsBetween(String collector, Reading reading) throws IOException {
    Collector running = host.collector(collector);
    Map<String, BigInteger> before = reading.read();
    Map<String, BigInteger> reported = run(running, 'U');
    Map<String, BigInteger> after = reading.read();

    assertThat(reported.keySet()).isEqualTo(before.keySet());
    reported.forEach((series, value) ->
        assertThat(value).as(series).isBetween(before.get(series), after.get(series)));
  }

  private void assertGaugesEqual(String collector, Predicate<String> which, Reading reading)
      throws IOException {
    Collector running = host.collector(collector);
    Set<String> open = new TreeSet<>(reading.read().keySet());
    long start = System.nanoTime();
    while (!open.isEmpty()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("no quiet moment for %s", open)
          .isLessThan(Duration.ofSeconds(20));
      Map<String, BigInteger> before = reading.read();
      Map<String, BigInteger> reported = run(running, 'g');
      Map<String, BigInteger> after = reading.read();
      reported.keySet().removeIf(which.negate());
      assertThat(reported.keySet()).isEqualTo(before.keySet());
      open.removeIf(series ->
          Objects.equals(before.get(series), after.get(series))
              && Objects.equals(before.get(series), reported.get(series)));
    }
  }

  private Map<String, BigInteger> run(Collector collector, char letter) {
    host.run(collector);
    Map<String, BigInteger> reported = new TreeMap<>();
    for (String line : host.lines()) {
      int value = line.lastIndexOf(':');
      if (line.charAt(0) == letter) {
        reported.put(
            line.substring(2, value).replace(",nf.zone=a", ""),
            new BigInteger(line.substring(value + 1)));
      }
    }
    return reported;
  }
}
