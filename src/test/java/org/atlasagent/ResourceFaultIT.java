package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that gets no time, and one that gets no file descriptors. */
class ResourceFaultIT {
  private static final int FACTOR = 10;
  private static final int STOPPED = 30;

  @TempDir private Path directory = Path.of("");

  /** Thirty of the agent's seconds, three of the test's. */
  @Test
  void thirtySecondsWithoutTimeAreCountedAndNoOldRoundIsSent() {
    try (Arrivals lines = Arrivals.at(socket());
        AgentProcess agent = run("cpu,disks,vmstat,agent")) {
      lines.takeUntil("two minutes have come", () -> minutes(lines) > 1);
      double missed = missed(lines);
      int control = lines.seconds() - 1;
      lines.takeSeconds(STOPPED);
      assertThat(lines.timeSince(control)).isBetween(ticks(STOPPED - 1), ticks(2 * STOPPED));

      agent.signal("STOP");
      long stopped = System.nanoTime();
      lines.takeWaiting();
      int before = lines.seconds();
      Await.until(
          "thirty of its seconds have passed",
          () -> System.nanoTime() - stopped >= ticks(STOPPED).toNanos());
      lines.takeWaiting();
      assertThat(lines.seconds()).isEqualTo(before);
      agent.signal("CONT");

      lines.takeSeconds(11);
      // The one that was due comes at once, the ten others in their time.
      assertThat(lines.timeSince(before)).isGreaterThan(ticks(8));
      long rounds = minutes(lines);
      lines.takeUntil("the next minute has come", () -> minutes(lines) > rounds + 1);
      assertThat(missed(lines) - missed).isGreaterThanOrEqualTo(STOPPED - 1);
      assertSharesAreNeverAboveTheWhole(lines);
      assertThat(agent.err()).doesNotContain("failed");
    }
  }

  @Test
  void withoutFileDescriptorsWhatIsOpenGoesOnAndTheRestComesBack() {
    Skip.withoutPrograms("prlimit");
    try (AgentProcess agent = run("cpu,processes,agent")) {
      String limit;
      try (Arrivals lines = Arrivals.at(socket())) {
        lines.takeUntil("two minutes have come", () -> minutes(lines) > 1);
        assertThat(agent.err()).doesNotContain("failed");
        limit = hardLimit(agent);

        setLimit(agent, "0");
        lines.takeUntil(
            "it is said", () -> agent.err().contains("processes: failed: /proc: open: EMFILE"));
        int before = lines.seconds() - 1;
        lines.takeSeconds(30);
        assertThat(lines.timeSince(before)).isLessThan(ticks(60));
      }
      agent.awaitErr("lines are dropped: socket: EMFILE");
      try (Arrivals lines = Arrivals.at(socket())) {
        setLimit(agent, limit);
        lines.takeUntil(
            "processes are counted again", () -> lines.count("sys.currentProcesses", Map.of()) > 0);
        lines.takeSeconds(10);
      }
      agent.awaitErr("processes: works");
      assertThat(agent.err()).contains("delivers again");
    }
  }

  @Test
  void aMachineThatHasBeenUpForACenturyIsReportedLikeAnyOther() {
    Skip.unless(Files.exists(Path.of("/proc/self/timens_offsets")), "there is no time namespace");
    Skip.unless("root".equals(System.getProperty("user.name")), "only root can make one");
    long century = Duration.ofDays(36_525).toSeconds();
    try (Arrivals lines = Arrivals.at(socket());
        AgentProcess agent =
            run(
                List.of("unshare", "--time", "--monotonic=" + century, "--boottime=" + century),
                "cpu,uptime,agent")) {
      lines.takeUntil("two minutes have come", () -> minutes(lines) > 1);
      lines.takeSecondsInTime(STOPPED, FACTOR);

      assertThat(lines.values("sys.uptime", Map.of())).allMatch(uptime -> uptime > century);
      assertThat(lines.values("agent.uptime", Map.of())).allMatch(uptime -> uptime < 1000);
      assertSharesAreNeverAboveTheWhole(lines);
      assertThat(agent.err()).doesNotContain("failed");
    }
  }

  private AgentProcess run(String collectors) {
    return run(List.of(), collectors);
  }

  private AgentProcess run(List<String> within, String collectors) {
    List<String> command = new ArrayList<>(within);
    command.addAll(AgentProcess.program(AgentProcess.jar()));
    command.add("run");
    command.add("--flavor=system");
    command.add("--collect=" + collectors);
    command.add("--output=unix://" + socket());
    command.add("--cadence-factor=" + FACTOR);
    return AgentProcess.start(directory, Map.of(), command);
  }

  private Path socket() {
    return directory.resolve("spectatord.unix");
  }

  private static Duration ticks(int count) {
    return Duration.ofSeconds(count).dividedBy(FACTOR);
  }

  private static long minutes(Arrivals lines) {
    return lines.count("agent.uptime", Map.of());
  }

  private static double missed(Arrivals lines) {
    return lines.sum("agent.ticks", Map.of("id", "missed"));
  }

  private static void assertSharesAreNeverAboveTheWhole(Arrivals lines) {
    for (String name :
        List.of("sys.cpu.peakUtilization", "sys.cpu.utilization", "disk.percentBusy")) {
      assertThat(lines.values(name, Map.of())).as(name).allMatch(value -> value <= 100);
    }
    double cores = lines.sum("sys.cpu.coreUtilization", Map.of("statistic", "count"));
    assertThat(lines.sum("sys.cpu.coreUtilization", Map.of("statistic", "totalAmount")))
        .isLessThanOrEqualTo(100 * cores);
  }

  private static String hardLimit(AgentProcess agent) {
    return AgentProcess.text(Path.of("/proc", String.valueOf(agent.pid()), "limits"))
        .lines()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.split(" {2,}", -1)[2])
        .findAny()
        .orElseThrow();
  }

  private static void setLimit(AgentProcess agent, String soft) {
    Command.output("prlimit", "--pid=" + agent.pid(), "--nofile=" + soft + ":");
  }
}
