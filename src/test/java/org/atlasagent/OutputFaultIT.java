package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that are absent, stopped, killed or replaced: processes of their own, and files. */
class OutputFaultIT {
  private static final int FACTOR = 20;
  private static final Pattern MISSED = Pattern.compile("agent.ticks .*id=missed.*  (\\d+)");
  private static final Pattern DROPPED = Pattern.compile("agent.lines .*id=dropped.*  (\\d+)");

  @TempDir private Path directory = Path.of("");

  @Test
  void aReceiverThatIsStoppedCostsItsLinesAndHoldsUpNothing() {
    try (AgentProcess receiver = receive("unix://" + socket());
        AgentProcess agent = run("unix://" + socket())) {
      awaitMinutes(receiver, 2);
      assertThat(agent.err()).doesNotContain("lines are dropped");
      assertThat(sum(receiver, DROPPED)).isZero();

      receiver.signal("STOP");
      long stopped = System.nanoTime();
      agent.awaitErr("lines are dropped: send: the receiver's queue is full");
      awaitRounds(agent, 3 * FACTOR);
      long missed = sum(receiver, MISSED);
      receiver.signal("CONT");
      long stoppedTicks = (System.nanoTime() - stopped) * FACTOR / 1_000_000_000;

      agent.awaitErr("delivers again");
      assertThat(agent.err()).containsPattern("delivers again; \\d\\d+ lines were dropped");
      awaitMinutes(receiver, 1);
      assertThat(sum(receiver, MISSED) - missed).isLessThan(stoppedTicks / 2);
      assertThat(refused(receiver)).isEmpty();
      assertThat(agent.err()).doesNotContain("failed");
    }
  }

  @Test
  void aReceiverThatIsKilledAndStartedAgainGetsEverythingFromThenOn() {
    try (AgentProcess agent = run("unix://" + socket())) {
      agent.awaitErr("lines are dropped: connect: ENOENT");
      try (AgentProcess receiver = receive("unix://" + socket())) {
        awaitMinutes(receiver, 1);
        agent.awaitErr("delivers again");
        receiver.signal("KILL");
      }
      agent.awaitErr("lines are dropped: connect: ECONNREFUSED");
      try (AgentProcess receiver = receive("unix://" + socket())) {
        awaitMinutes(receiver, 2);
        assertThat(refused(receiver)).isEmpty();
      }
    }
  }

  @Test
  void aSocketThatIsRemovedOrReplacedByAFileIsFoundWhenItIsBack() throws IOException {
    try (AgentProcess agent = run("unix://" + socket())) {
      try (Arrivals lines = Arrivals.at(socket())) {
        lines.takeSeconds(FACTOR);
      }
      agent.awaitErr("lines are dropped: connect: ENOENT");

      Files.writeString(socket(), "no socket");
      awaitRounds(agent, FACTOR);
      assertThat(socket()).hasContent("no socket");
      Files.delete(socket());
      Files.createDirectory(socket());
      awaitRounds(agent, FACTOR);
      assertThat(socket()).isEmptyDirectory();
      Files.delete(socket());

      try (Arrivals lines = Arrivals.at(socket())) {
        lines.takeSeconds(FACTOR);
      }
      assertThat(agent.err())
          .containsPattern("delivers again; \\d\\d+ lines were dropped")
          .doesNotContain("failed");
    }
  }

  @Test
  void aClosedPortOfIpVersionSixIsToldAndItsOpeningIsNoticed() throws IOException {
    int port = freePort();
    String output = "udp://[::1]:" + port;
    try (AgentProcess agent = run(output)) {
      agent.awaitErr("output " + output + ": lines are dropped: send: nobody listens");
      for (int i = 0; i < 2; i++) {
        try (AgentProcess receiver = receive(output)) {
          awaitMinutes(receiver, 1);
          assertThat(refused(receiver)).isEmpty();
        }
      }
      assertThat(agent.err()).contains("delivers again").doesNotContain("failed");
    }
  }

  private AgentProcess run(String output) {
    return start(
        "run",
        "--flavor=system",
        "--collect=cpu,load,agent",
        "--output=" + output,
        "--cadence-factor=" + FACTOR);
  }

  private AgentProcess receive(String location) {
    AgentProcess receiver = start("receive", "--print", "--listen=" + location);
    receiver.awaitErr("listens at");
    return receiver;
  }

  private AgentProcess start(String... arguments) {
    return AgentProcess.start(directory, Map.of(), arguments);
  }

  private Path socket() {
    return directory.resolve("spectatord.unix");
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
      return socket.getLocalPort();
    }
  }

  /** Rounds whose lines nobody sees: each reads /proc/stat, and then finds its end. */
  private static void awaitRounds(AgentProcess agent, int count) {
    long before = reads(agent);
    Await.until("it goes on to read", () -> reads(agent) >= before + 2L * count);
  }

  /** The calls of read(2) of the agent since its start. */
  private static long reads(AgentProcess agent) {
    return AgentProcess.text(Path.of("/proc", String.valueOf(agent.pid()), "io"))
        .lines()
        .filter(line -> line.startsWith("syscr: "))
        .mapToLong(line -> Long.parseLong(line.substring("syscr: ".length())))
        .sum();
  }

  private static void awaitMinutes(AgentProcess receiver, int count) {
    long before = minutes(receiver);
    Await.until("minutes have come", () -> minutes(receiver) >= before + count);
  }

  private static long minutes(AgentProcess receiver) {
    return receiver.out().lines().filter(line -> line.contains("  agent.uptime ")).count();
  }

  private static List<String> refused(AgentProcess receiver) {
    return receiver.out().lines().filter(line -> line.startsWith("REFUSED")).toList();
  }

  private static long sum(AgentProcess receiver, Pattern pattern) {
    return receiver
        .out()
        .lines()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
  }
}
