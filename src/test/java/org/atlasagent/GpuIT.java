package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent with a library of NVIDIA's interface that a compiler has made. */
class GpuIT {
  private static final List<String> WITHOUT =
      List.of(
          "gpu-nvidia: gpu 0: utilization: not supported",
          "gpu-nvidia: gpu 1: utilization: not supported");

  @TempDir private Path directory = Path.of("");

  @BeforeEach
  void makeLibrary() {
    Skip.withoutPrograms("gcc");
    Command.output(
        "gcc",
        "-shared",
        "-fPIC",
        "-nostdlib",
        "-o",
        directory.resolve("libnvidia-ml.so.1").toString(),
        "src/test/gpu/nvml.c");
  }

  @Test
  void eachChangeIsALineInTheLogOverManyRounds() throws IOException {
    try (AgentProcess agent =
        agent("run", "--output=stdout", "--collect=gpu-nvidia,agent", "--cadence-factor=120")) {
      awaitRounds(agent, 4);
      assertThat(log(agent)).containsExactlyElementsOf(WITHOUT);

      Files.createFile(lost());
      agent.awaitErr("gpu 1: lost");
      awaitRounds(agent, 4);

      Files.delete(lost());
      agent.awaitErr("gpu 1: works again");
      awaitRounds(agent, 4);

      List<String> expected = new ArrayList<>(WITHOUT);
      expected.add("gpu-nvidia: gpu 1: lost");
      expected.add("gpu-nvidia: gpu 1: works again");
      assertThat(log(agent)).containsExactlyElementsOf(expected);
      assertThat(agent.err())
          .contains("WARN gpu-nvidia: gpu 1: lost", "INFO gpu-nvidia: gpu 1: works again");
    }
  }

  @Test
  void checkAndPrintShowIt() throws IOException {
    Files.createFile(lost());
    try (AgentProcess check = agent("check", "--output=none", "--collect=gpu-nvidia");
        AgentProcess lines = agent("print", "--collect=gpu-nvidia");
        AgentProcess table = agent("print", "--collect=gpu-nvidia", "--format=table")) {
      assertThat(check.exitCode()).as(check.err()).isZero();
      assertThat(check.out())
          .containsPattern("gpu-nvidia +found")
          .containsPattern("(?m)^ +gpu 1: lost$")
          .containsPattern("(?m)^ +gpu 0: utilization: not supported$");
      assertThat(lines.exitCode()).isZero();
      assertThat(lines.out()).contains("g:gpu.usedMemory,gpu=0,").doesNotContain("gpu=1");
      assertThat(lines.err().strip()).isEqualTo("atlas-system-agent: gpu-nvidia: gpu 1: lost");
      assertThat(table.exitCode()).isZero();
      assertThat(table.out())
          .endsWith(
              """

              without data
                gpu-nvidia: gpu 0: utilization: not supported
                gpu-nvidia: gpu 1: lost
              """);
    }
  }

  private Path lost() {
    return directory.resolve("lost");
  }

  private AgentProcess agent(String... arguments) {
    return AgentProcess.start(
        directory,
        Map.of("LD_LIBRARY_PATH", directory.toString(), "NVML_LOST", lost().toString()),
        arguments);
  }

  /** Waits until so many more rounds have told of the GPUs. */
  private static void awaitRounds(AgentProcess agent, int more) {
    long before = rounds(agent);
    Await.until("more rounds of GPUs", () -> rounds(agent) >= before + more);
  }

  private static long rounds(AgentProcess agent) {
    return agent.out().lines().filter(line -> line.startsWith("g:gpu.count,")).count();
  }

  /**
   * What the log says of GPUs, without time and level. At this cadence eight milliseconds are a
   * driver that does not answer, which is told too.
   */
  private static List<String> log(AgentProcess agent) {
    return Arrays.stream(agent.err().split("\n", -1))
        .filter(line -> line.contains(" gpu-nvidia: gpu "))
        .map(line -> line.substring(line.indexOf("gpu-nvidia")))
        .toList();
  }
}
