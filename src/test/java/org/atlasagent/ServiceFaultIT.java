package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.atlasagent.linux.IsolatedNetwork;
import org.atlasagent.testing.VirtualHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** chronyd, systemd's bus and the metadata service: there, and never answering, all at once. */
class ServiceFaultIT {
  private static final int FACTOR = 20;
  private static final int SECONDS = 120;
  private static final int CHRONYD = 323;
  private static final String METADATA = "127.0.0.1";

  @TempDir private Path directory = Path.of("");
  private VirtualHost host;

  @BeforeEach
  void makeHost() {
    IsolatedNetwork.require();
    host = new VirtualHost();
  }

  @AfterEach
  void endHost() {
    host.close();
  }

  @Test
  void servicesThatNeverAnswerCostTheirOwnSeriesAndNoSecond() throws IOException {
    Files.writeString(directory.resolve("a.systemd-unit"), "ssh\n");
    try (Arrivals lines = Arrivals.at(directory.resolve("s"));
        AgentProcess agent = start()) {
      lines.takeUntil("two minutes have come", () -> lines.count("sys.load.1", Map.of()) > 1);
      lines.takeSecondsInTime(SECONDS, FACTOR);
      assertThat(agent.err()).contains("services: nothing to report");
      assertThat(agent.hanging()).isZero();

      for (String address : List.of("::1", "127.0.0.1")) {
        silent(address);
      }
      host.open(() ->
          ServerSocketChannel.open()
              .bind(new InetSocketAddress(InetAddress.ofLiteral(METADATA), 80)));
      try (ServerSocketChannel bus = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        bus.bind(UnixDomainSocketAddress.of(directory.resolve("bus")));
        lines.takeUntil(
            "all are said to hang",
            () ->
                agent.err().contains("clock: chronyd does not answer")
                    && agent.err().contains("services: systemd does not answer")
                    && agent.err().contains("the instance metadata service does not answer"));
        long before = lines.count("sys.load.1", Map.of());
        lines.takeSecondsInTime(SECONDS, FACTOR);
        assertThat(lines.count("sys.load.1", Map.of())).isGreaterThan(before);
        assertThat(agent.blockingThreads()).isBetween(1, 3);
      }
      assertThat(agent.isAlive()).isTrue();
    }
  }

  private void silent(String address) {
    host.open(() ->
        DatagramChannel.open()
            .bind(new InetSocketAddress(InetAddress.ofLiteral(address), CHRONYD)));
  }

  private AgentProcess start() {
    return host.call(() ->
        AgentProcess.start(
            directory,
            Map.of(
                "DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + directory.resolve("bus"),
                "AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://" + METADATA),
            "run",
            "--flavor=system",
            "--aws-credentials",
            "--conf-dir=" + directory,
            "--collect=cpu,load,clock,services,aws-credentials,agent",
            "--output=unix://" + directory.resolve("s"),
            "--cadence-factor=" + FACTOR));
  }
}
