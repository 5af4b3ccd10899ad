package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.MetadataServer;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged agent starts no other program, with everything switched on that can be. The kernel
 * keeps the book: what children have cost stands in the stat file of whoever waited for them, and
 * no process runs without a page fault.
 */
class NoChildrenIT {
  private static final int ROUNDS = 10;

  /** Fields of /proc/PID/stat, counted from 0 behind the name of the program. */
  private static final int CHILDREN_MINOR_FAULTS = 8;

  private static final int CHILDREN_MAJOR_FAULTS = 10;

  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"system", "titus", "k8s"})
  void noFlavorStartsAnything(String flavor) {
    for (String program : List.of("/usr/bin/dcgmi", "/apps/nflx-perfspect/bin/perfspect")) {
      Skip.unless(!Files.exists(Path.of(program)), program + " is installed, and may be started");
    }
    try (MetadataServer metadata = new MetadataServer("127.0.0.1");
        AgentProcess agent =
            AgentProcess.start(
                directory,
                Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url()),
                "run",
                "--output=stdout",
                "--flavor=" + flavor,
                "--aws-credentials",
                "--discover-ebs",
                "--pmu",
                "--cadence-factor=60")) {
      Await.until("minute rounds have passed", () -> minuteRounds(agent) >= ROUNDS);

      assertThat(agent.out()).contains("aws.credentialsTtl", "net.tcp.connectionStates");
      assertThat(hasOrHadChildren(agent.handle())).isFalse();
    }
  }

  @Test
  void aChildWouldBeSeenWhileItRunsAndAfterwards() {
    try (AgentProcess waiting =
            AgentProcess.start(directory, Map.of(), List.of("/bin/sh", "-c", "sleep 60; :"));
        AgentProcess after =
            AgentProcess.start(
                directory, Map.of(), List.of("/bin/sh", "-c", "/bin/true; exec sleep 60"))) {
      Await.until("a child is seen", () -> hasOrHadChildren(waiting.handle()));
      Await.until(
          "a child that ended is seen",
          () -> after.handle().children().findAny().isEmpty() && hasOrHadChildren(after.handle()));
    }
  }

  private static long minuteRounds(AgentProcess agent) {
    return agent.out().lines().filter(line -> line.startsWith("g:agent.uptime,")).count();
  }

  private static boolean hasOrHadChildren(ProcessHandle process) {
    String stat = AgentProcess.text(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return process.children().findAny().isPresent()
        || !fields[CHILDREN_MINOR_FAULTS].equals("0")
        || !fields[CHILDREN_MAJOR_FAULTS].equals("0");
  }
}
