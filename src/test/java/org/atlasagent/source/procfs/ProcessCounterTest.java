package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.atlasagent.source.KernelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessCounterTest {
  @Test
  void bothWaysOfCountingAgreeOnTheRunningKernel() {
    ProcessCounter linked = new LinkedProcesses("/proc");
    ProcessCounter listed = new ListedProcesses(Path.of("/proc"));
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Optional<Processes> one = linked.count();
    Optional<Processes> other = listed.count();
    // Processes come and go meanwhile: on a machine at rest they agree soon.
    while (!one.equals(other) && System.nanoTime() < deadline) {
      one = linked.count();
      other = listed.count();
    }
    assertThat(one).isPresent().isEqualTo(other);
  }

  @Test
  void leavesOutAProcessThatEndsMeanwhile(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("proc/42/task/42"));
    Files.createDirectories(root.resolve("proc/42/task/43"));
    Files.createDirectories(root.resolve("proc/99"));
    Files.createDirectories(root.resolve("proc/sys/kernel"));

    assertThat(ProcessCounter.of(new KernelFiles(root)).count()).contains(new Processes(1, 2));
  }

  @Test
  void isAbsentWhereThereIsNoProc(@TempDir Path root) {
    assertThat(ProcessCounter.of(new KernelFiles(root)).count()).isEmpty();
  }
}
