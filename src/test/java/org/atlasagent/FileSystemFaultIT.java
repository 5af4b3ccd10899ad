package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.atlasagent.testing.Command;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems that hang, as the kernel has them: of FUSE, whose other end does not answer. */
class FileSystemFaultIT {
  private static final int FACTOR = 20;

  /** Two minutes of the agent's time, six seconds of the test's. */
  private static final int SECONDS = 120;

  @TempDir private static Path tools = Path.of("");
  @TempDir private Path directory = Path.of("");
  private Path hanging = Path.of("");
  private Path healthy = Path.of("");

  @BeforeAll
  static void compile() {
    Skip.unless("root".equals(System.getProperty("user.name")), "only root can mount");
    Skip.unless(Files.isWritable(Path.of("/dev/fuse")), "there is no /dev/fuse");
    Skip.withoutPrograms("gcc", "unshare", "mount");
    Command.output(
        "gcc",
        "-O1",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-o",
        tools.resolve("slowfs").toString(),
        "src/test/fault/slowfs.c");
  }

  @BeforeEach
  void name() throws IOException {
    hanging = directory.resolve("hanging");
    healthy = Files.createDirectory(directory.resolve("healthy"));
  }

  @Test
  void aMountThatHangsCostsItsOwnSeriesAndNoSecond() throws IOException {
    List<Path> slow = slow(1);
    try (Arrivals lines = Arrivals.at(socket());
        AgentProcess agent = start(slow)) {
      lines.takeUntil("both are reported", () -> reported(lines, slow.getFirst()) > 1);
      assertThat(reported(lines, healthy)).isGreaterThan(1);
      lines.takeSecondsInTime(SECONDS, FACTOR);
      assertThat(agent.hanging()).isZero();

      Files.createFile(hanging);
      lines.takeUntil(
          "it is said to hang", () -> agent.err().contains(slow.getFirst() + " does not answer"));
      long before = reported(lines, slow.getFirst());
      long others = reported(lines, healthy);
      lines.takeSecondsInTime(SECONDS, FACTOR);
      assertThat(reported(lines, slow.getFirst())).isEqualTo(before);
      assertThat(reported(lines, healthy)).isGreaterThan(others);
      assertThat(agent.blockingThreads()).isBetween(1, 3);

      Files.delete(hanging);
      lines.takeUntil("it is reported again", () -> reported(lines, slow.getFirst()) > before);
      lines.takeUntil(
          "that is said", () -> agent.err().contains(slow.getFirst() + " answers again"));
      lines.takeUntil("it was counted", () -> outcomes(lines, "skipped") > 0);
      assertThat(outcomes(lines, "overdue")).isPositive();
    }
  }

  @Test
  void twentyThatHangAtOnceDoNotTakeTheHealthyOnes() throws IOException {
    List<Path> slow = slow(20);
    try (Arrivals lines = Arrivals.at(socket());
        AgentProcess agent = start(slow)) {
      lines.takeUntil(
          "all are reported twice",
          () -> slow.stream().allMatch(mount -> reported(lines, mount) > 1));
      lines.takeSecondsInTime(SECONDS, FACTOR);

      Files.createFile(hanging);
      lines.takeUntil("two are said to hang", () -> agent.hanging() == 2);
      long others = reported(lines, healthy);
      lines.takeSecondsInTime(SECONDS, FACTOR);
      assertThat(reported(lines, healthy)).isGreaterThan(others);
      assertThat(agent.blockingThreads()).isBetween(1, 3);

      long before = lines.count("disk.bytesMax", Map.of("dev", "slow"));
      Files.delete(hanging);
      lines.takeUntil(
          "all are reported again",
          () -> lines.count("disk.bytesMax", Map.of("dev", "slow")) >= before + slow.size());
      assertThat(agent.hanging()).isZero();
      assertThat(agent.err()).doesNotContain("failed");
      lines.takeUntil("the threads have ended", () -> agent.blockingThreads() <= 1);
    }
  }

  @Test
  void aMountWhoseServerDiedIsAFailureAndTheOthersAreReported() throws IOException {
    List<Path> slow = slow(1);
    try (Arrivals lines = Arrivals.at(socket());
        AgentProcess agent = start(slow)) {
      lines.takeUntil("both are reported", () -> reported(lines, slow.getFirst()) > 1);

      agent.handle().descendants().forEach(ProcessHandle::destroyForcibly);
      String failure = "filesystems: failed: " + slow.getFirst() + ": statvfs: ENOTCONN";
      lines.takeUntil("that is said", () -> agent.err().contains(failure));
      long before = reported(lines, slow.getFirst());
      long others = reported(lines, healthy);
      lines.takeUntil("the other is reported", () -> reported(lines, healthy) > others + 1);
      assertThat(reported(lines, slow.getFirst())).isEqualTo(before);
      assertThat(agent.err().split("failed: ", -1)).hasSize(2);
    }
  }

  private List<Path> slow(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> directory(directory.resolve("slow" + i)))
        .toList();
  }

  private static Path directory(Path path) {
    try {
      return Files.createDirectory(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The healthy one comes last, so that it is asked after all of the others. */
  private AgentProcess start(List<Path> slow) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation=private"));
    command.add(tools.resolve("slowfs").toString());
    command.add(hanging.toString());
    slow.forEach(mount -> command.add(mount.toString()));
    command.addAll(List.of("--", "sh", "-c"));
    command.add("mount -t tmpfs healthy '" + healthy + "' && exec \"$@\"");
    command.add("sh");
    command.addAll(AgentProcess.program(AgentProcess.jar()));
    command.addAll(List.of("run", "--collect=cpu,filesystems,agent", "--flavor=system"));
    command.addAll(List.of("--output=unix://" + socket(), "--cadence-factor=" + FACTOR));
    return AgentProcess.start(directory, Map.of(), command);
  }

  private Path socket() {
    return directory.resolve("spectatord.unix");
  }

  private static long reported(Arrivals lines, Path mount) {
    String id = mount.toString().substring(1).replaceAll("[^-._A-Za-z0-9~^]", "_");
    return lines.count("disk.bytesMax", Map.of("id", id));
  }

  private static double outcomes(Arrivals lines, String outcome) {
    return lines.sum("agent.collections", Map.of("collector", "filesystems", "outcome", outcome));
  }
}
