package org.atlasagent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that too many clients want, slow ones and wrong ones: the collectors do not notice. */
class PageLoadIT {
  private static final int CONNECTIONS = 1000;
  private static final String EACH_SECOND = "m:sys.cpu.peakUtilization,";

  @TempDir private Path directory = Path.of("");

  @Test
  void aThousandConnectionsDisturbNoCollector() throws IOException {
    Path output = directory.resolve("s");
    InetSocketAddress page = new InetSocketAddress(InetAddress.ofLiteral("::1"), freePort());
    List<Socket> sockets = new CopyOnWriteArrayList<>();
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(output);
        AgentProcess agent =
            AgentProcess.start(
                directory,
                Map.of(),
                "run",
                "--output=unix://" + output,
                "--page=[::1]:" + page.getPort())) {
      agent.awaitErr("page at http://");
      Await.until("rounds have begun", () -> !seconds(receiver, 1, sockets).isEmpty());
      // What this machine, with all else that it does, is capable of.
      List<Long> calm = seconds(receiver, 6, sockets);
      long memory = status(agent, "VmRSS");
      long threads = status(agent, "Threads");

      Thread siege = new Thread(() -> connect(page, sockets));
      siege.start();
      List<Long> besieged = seconds(receiver, 15, sockets);
      while (siege.isAlive()) {
        besieged.addAll(seconds(receiver, 1, sockets));
      }
      assertThat(sockets).hasSize(CONNECTIONS);
      System.out.printf(
          "page under load: rounds %d and %d, longest pause %d ms and %d ms, RSS %d and %d kB,"
              + " threads %d and %d%n",
          calm.size(),
          besieged.size(),
          longestPause(calm),
          longestPause(besieged),
          memory,
          status(agent, "VmRSS"),
          threads,
          status(agent, "Threads"));

      assertThat(longestPause(besieged))
          .as("milliseconds between rounds of a second")
          .isLessThan(longestPause(calm) + 900);
      assertThat(besieged.size()).isGreaterThanOrEqualTo(13);
      // Four threads of the page, and what the virtual machine adds for itself.
      assertThat(status(agent, "Threads")).isLessThanOrEqualTo(threads + 6);
      assertThat(status(agent, "VmRSS")).isLessThan(memory + 20_000);
      assertThat(agent.err().lines())
          .filteredOn(line -> line.contains("page: requests are cut off"))
          .hasSize(1);
      Await.until("there is room again", () -> isServed(page));
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void connect(InetSocketAddress page, List<Socket> sockets) {
    for (int i = 0; i < CONNECTIONS; i++) {
      sockets.add(client(page, i));
    }
  }

  /** A connection that says nothing, never ends its request, does not read, or talks nonsense. */
  private static Socket client(InetSocketAddress page, int number) {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(4096);
      socket.connect(page, 5000);
    } catch (IOException cutOff) {
      return socket;
    }
    String request =
        switch (number % 4) {
          case 0 -> "";
          case 1 -> "GET /metrics HTTP/1.1\r\nX: ";
          case 2 -> "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20);
          default -> "\u0001nonsense\r\n\r\n";
        };
    say(socket, request);
    return socket;
  }

  private static void say(Socket socket, String words) {
    try {
      socket.getOutputStream().write(words.getBytes(US_ASCII));
    } catch (IOException cutOff) {
      // One of those that are too many, or were too slow.
    }
  }

  /** When rounds of a second arrive, in milliseconds; slow clients go on slowly meanwhile. */
  private static List<Long> seconds(UnixDatagramReceiver receiver, int seconds, List<Socket> slow) {
    long start = System.nanoTime();
    List<Long> rounds = new ArrayList<>();
    long spoken = start;
    while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
      receiver
          .receive(Duration.ofMillis(100))
          .filter(PageLoadIT::isOfEachSecond)
          .ifPresent(_ -> rounds.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime())));
      if (System.nanoTime() - spoken > TimeUnit.SECONDS.toNanos(1)) {
        spoken = System.nanoTime();
        for (int i = 1; i < slow.size(); i += 4) {
          say(slow.get(i), "x");
        }
      }
    }
    return rounds;
  }

  private static boolean isOfEachSecond(byte[] datagram) {
    return new String(datagram, US_ASCII).contains(EACH_SECOND);
  }

  private static long longestPause(List<Long> rounds) {
    long longest = 0;
    for (int i = 1; i < rounds.size(); i++) {
      longest = Math.max(longest, rounds.get(i) - rounds.get(i - 1));
    }
    return longest;
  }

  private static long status(AgentProcess agent, String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + agent.pid() + "/status")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isServed(InetSocketAddress page) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(1000);
      socket.connect(page, 1000);
      say(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return new String(socket.getInputStream().readAllBytes(), US_ASCII).contains(" 200 ");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return any.getLocalPort();
    }
  }
}
