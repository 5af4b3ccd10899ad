package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.atlasagent.linux.IsolatedNetwork;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;
import org.atlasagent.testing.VirtualHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent with the memory that it is shipped with, on machines with very many of something. */
class CrowdIT {
  private static final int INTERFACES = 5_000;
  private static final int MOUNTS = 10_000;
  private static final int THREADS = 10_000;
  private static final int RECORDED_THREADS = 200_000;
  private static final int PROCESSES = 1_000;

  /** What the unit allows. */
  private static final double MOST_MEMORY = 256 << 20;

  @TempDir private static Path tools = Path.of("");
  @TempDir private Path directory = Path.of("");

  @BeforeAll
  static void compile() {
    Skip.unless("root".equals(System.getProperty("user.name")), "only root can make a crowd");
    Skip.withoutPrograms("gcc", "unshare", "ip");
    Command.output(
        "gcc",
        "-O1",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-pthread",
        "-o",
        tools.resolve("crowd").toString(),
        "src/test/fault/crowd.c");
  }

  @Test
  void ofFiveThousandInterfacesTheBoundIsReportedAndTheRestIsCounted() throws IOException {
    IsolatedNetwork.require();
    try (VirtualHost host = new VirtualHost();
        Arrivals lines = Arrivals.at(socket())) {
      StringBuilder batch = new StringBuilder();
      for (int i = 0; i < INTERFACES; i += 2) {
        batch.append("link add crowd%d type veth peer name crowd%d\n".formatted(i, i + 1));
        batch.append("link set crowd%d up\nlink set crowd%d up\n".formatted(i, i + 1));
      }
      Path file = Files.writeString(directory.resolve("batch"), batch);
      host.sh("ip -batch " + file);
      List<String> command = new ArrayList<>(AgentProcess.program(AgentProcess.jar()));
      command.addAll(arguments(5));
      try (AgentProcess agent = host.call(() -> AgentProcess.start(directory, Map.of(), command))) {
        assertLives(lines, agent);
        assertThat(agent.err())
            .contains("interfaces: more series than --max-series allows; left out from net.iface.");
        assertThat(lines.count("net.iface.bytes", Map.of("iface", "crowd0", "id", "in")))
            .isGreaterThan(2);
        assertThat(lines.count("net.iface.bytes", Map.of("iface", "crowd4999"))).isZero();
        assertThat(lines.sum("agent.lines", Map.of("id", "rejected"))).isGreaterThan(30_000);
      }
    }
  }

  @Test
  void ofTenThousandMountsTheBoundIsReportedAndTheRestIsCounted() throws IOException {
    Path mounts = Files.createDirectory(directory.resolve("mounts"));
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation=private"));
    command.addAll(List.of("sh", "-ec", "mount -t tmpfs crowd " + mounts + "; exec \"$@\"", "sh"));
    command.addAll(crowd("mounts", MOUNTS, mounts.toString()));
    command.addAll(arguments(5));
    try (Arrivals lines = Arrivals.at(socket());
        AgentProcess agent = AgentProcess.start(directory, Map.of(), command)) {
      assertLives(lines, agent);
      assertThat(agent.err())
          .contains("filesystems: more series than --max-series allows; left out from disk.");
      assertThat(lines.sum("agent.lines", Map.of("id", "rejected"))).isGreaterThan(30_000);
      assertThat(agent.blockingThreads()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void aProcessWithTenThousandThreadsIsCounted() {
    List<String> command = crowd("threads", THREADS);
    command.addAll(arguments(20));
    command.add("--collect=cpu,processes,agent");
    try (Arrivals lines = Arrivals.at(socket());
        AgentProcess agent = AgentProcess.start(directory, Map.of(), command)) {
      lines.takeUntil("they are counted", () -> threads(lines).size() > 1);
      assertThat(threads(lines)).allMatch(count -> count > THREADS && count < THREADS + 10_000);

      lines.takeSecondsInTime(60, 20);
      agent.handle().descendants().forEach(ProcessHandle::destroyForcibly);
      lines.takeUntil("they are gone", () -> threads(lines).getLast() < THREADS);
    }
  }

  @Test
  void aRecordedHostWithTwoHundredThousandThreadsIsCounted() throws IOException {
    Path memory = Path.of("/dev/shm");
    Path root = Files.isWritable(memory) ? Files.createTempDirectory(memory, "crowd") : directory;
    try {
      for (int process = 1; process <= 100; process++) {
        Path tasks = Files.createDirectories(root.resolve("proc/" + process + "/task"));
        for (int thread = 0; thread < RECORDED_THREADS / 100; thread++) {
          Files.createDirectory(tasks.resolve(String.valueOf(thread)));
        }
      }
      try (AgentProcess agent =
          AgentProcess.start(
              directory, Map.of(), "print", "--collect=processes", "--root=" + root)) {
        assertThat(agent.exitCode()).as(agent.err()).isZero();
        assertThat(agent.out())
            .contains("g:sys.currentProcesses,xatlas.process=atlas-system-agent:100\n")
            .contains("g:sys.currentThreads,xatlas.process=atlas-system-agent:200000\n");
      }
    } finally {
      Command.output("rm", "-rf", root.resolve("proc").toString());
      if (!root.equals(directory)) {
        Files.delete(root);
      }
    }
  }

  @Test
  void processesThatComeAndGoByTheThousandAreNoFailure() {
    List<String> command = crowd("processes", PROCESSES);
    command.addAll(arguments(60));
    command.add("--collect=cpu,processes,agent");
    try (Arrivals lines = Arrivals.at(socket());
        AgentProcess agent = AgentProcess.start(directory, Map.of(), command)) {
      lines.takeUntil("they are counted again and again", () -> threads(lines).size() > 8);

      List<Double> processes = lines.values("sys.currentProcesses", Map.of());
      assertThat(processes).allMatch(count -> count > 0 && count < 10 * PROCESSES);
      assertThat(processes.stream().distinct().count()).as("%s", processes).isGreaterThan(1);
      for (int i = 0; i < processes.size(); i++) {
        assertThat(threads(lines).get(i)).isGreaterThanOrEqualTo(processes.get(i));
      }
      assertThat(agent.err()).doesNotContain("failed").doesNotContain("nothing to report");
    }
  }

  /** Some minutes with all collectors, each of which works, in the memory that the unit allows. */
  private static void assertLives(Arrivals lines, AgentProcess agent) {
    lines.takeUntil(
        "four minutes have come",
        () -> {
          if (!agent.isAlive()) {
            throw new AssertionError("the agent has ended: " + agent.out() + agent.err());
          }
          return lines.count("agent.uptime", Map.of()) >= 4;
        });
    assertThat(agent.err()).doesNotContain("failed");
    assertThat(lines.values("agent.memory", Map.of("id", "rss")))
        .allMatch(rss -> rss < MOST_MEMORY);
    assertThat(lines.count("sys.load.1", Map.of())).isGreaterThanOrEqualTo(4);
  }

  private static List<Double> threads(Arrivals lines) {
    return lines.values("sys.currentThreads", Map.of());
  }

  private List<String> arguments(int factor) {
    return List.of(
        "run", "--flavor=system", "--output=unix://" + socket(), "--cadence-factor=" + factor);
  }

  private static List<String> crowd(String what, int count, String... more) {
    List<String> command = new ArrayList<>();
    command.add(tools.resolve("crowd").toString());
    command.addAll(List.of(what, String.valueOf(count)));
    command.addAll(List.of(more));
    command.add("--");
    command.addAll(AgentProcess.program(AgentProcess.jar()));
    return command;
  }

  private Path socket() {
    return directory.resolve("spectatord.unix");
  }
}
