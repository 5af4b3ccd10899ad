package org.atlasagent.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose network it is that the files below a root tell of. */
final class KernelFilesNetworkTest {
  private static final Path BOOT_ID = Path.of("proc/sys/kernel/random/boot_id");

  @TempDir private Path root;

  @BeforeEach
  void mountedHost() throws IOException {
    Files.createDirectories(root.resolve("proc/1/net"));
    Files.createDirectories(root.resolve("proc/1/ns"));
    Files.createDirectories(root.resolve(BOOT_ID).resolve("..").normalize());
    Files.writeString(root.resolve(BOOT_ID), Files.readString(Path.of("/").resolve(BOOT_ID)));
  }

  @Test
  void theMachineItselfIsInTheNamespaceOfThisProcess() {
    assertThat(new KernelFiles(Path.of("/")).networkCanBeAsked()).isTrue();
  }

  @Test
  void aMountedHostMayShareTheNamespaceOfThisProcess() throws IOException {
    inNamespace(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());

    assertThat(new KernelFiles(root).networkCanBeAsked()).isTrue();
  }

  @Test
  void aMountedHostMayBeInAnotherNamespace() throws IOException {
    inNamespace("net:[1]");

    KernelFiles files = new KernelFiles(root);
    assertThat(files.live()).isTrue();
    assertThat(files.networkCanBeAsked()).isFalse();
  }

  @Test
  void saysWhereTheNamespaceCannotBeSeen() {
    KernelFiles files = new KernelFiles(root);
    assertThat(files.networkNamespace()).isEqualTo(NetworkNamespace.UNKNOWN);
    assertThat(files.networkCanBeAsked()).isTrue();
  }

  @Test
  void aRecordedHostIsNotLive() throws IOException {
    inNamespace(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
    Files.writeString(root.resolve(BOOT_ID), "another boot\n");

    assertThat(new KernelFiles(root).networkCanBeAsked()).isFalse();
  }

  @Test
  void atAPathThatCannotBeSpelledIsNothing() {
    try (KernelFiles files = new KernelFiles(root)) {
      assertThat(files.host("/sys/fs/cgroup/\0/cpu.stat").read()).isEmpty();
      assertThat(files.net("dev_snmp6/\0").read()).isEmpty();
      assertThat(files.hostPath("/a\0")).doesNotExist();
    }
  }

  private void inNamespace(String name) throws IOException {
    Files.createSymbolicLink(root.resolve("proc/1/ns/net"), Path.of(name));
  }
}
