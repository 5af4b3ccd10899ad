package org.atlasagent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atlasagent.linux.Errno;
import org.atlasagent.linux.IsolatedNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roots whose network is that of this process, and roots whose network is another one. */
class KernelFilesNetworkTest {
  private static final String BOOT_ID = "proc/sys/kernel/random/boot_id";

  @TempDir private Path root;

  @Test
  void theMachineItselfHasTheOwnNetwork() {
    assertThat(new KernelFiles(Path.of("/")).ownNetwork()).isTrue();
  }

  @Test
  void aMountedHostInTheSameNamespaceHasTheOwnNetwork() throws IOException {
    link(Path.of("/proc/self/net"));
    assertThat(new KernelFiles(root).ownNetwork()).isTrue();
  }

  @Test
  void aMountedHostInAnotherNamespaceHasAnother() {
    Errno obstacle = IsolatedNetwork.obstacle();
    assumeFalse(obstacle.failed(), "no network namespace of its own: " + obstacle);
    IsolatedNetwork.run(() -> {
      Process other = new ProcessBuilder("sleep", "60").start();
      try {
        link(Path.of("/proc/" + other.pid() + "/net"));
        KernelFiles files = new KernelFiles(root);
        assertThat(files.live()).isTrue();
        assertThat(files.ownNetwork()).isFalse();
      } finally {
        other.destroyForcibly().onExit().join();
      }
    });
  }

  @Test
  void aRecordedHostHasAnother() throws IOException {
    Files.createDirectories(root.resolve("proc/net"));
    Files.createFile(root.resolve("proc/net/dev"));
    assertThat(new KernelFiles(root).ownNetwork()).isFalse();
  }

  /** Makes the root that of the running kernel, whose process 1 has this network. */
  private void link(Path net) throws IOException {
    Files.createDirectories(root.resolve(BOOT_ID).resolveSibling(""));
    Files.copy(Path.of("/", BOOT_ID), root.resolve(BOOT_ID));
    Files.createDirectories(root.resolve("proc/1"));
    Files.createSymbolicLink(root.resolve("proc/1/net"), net);
  }
}
