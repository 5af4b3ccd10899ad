package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysctlTest {
  @Test
  void readsOneNumber(@TempDir Path root) throws IOException {
    Path file = root.resolve("proc/sys/net/netfilter/nf_conntrack_max");
    Files.createDirectories(root.resolve("proc/sys/net/netfilter"));
    try (KernelFile max = new KernelFiles(root).proc("sys/net/netfilter/nf_conntrack_max")) {
      assertThat(Sysctl.read(max)).isEmpty();
      Files.writeString(file, "65536\n");
      assertThat(Sysctl.read(max)).hasValue(65536);
    }
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> Sysctl.parse(Fields.of("/proc/sys/one", "many\n")))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/sys/one: not a number: many in line \"many\"");
    assertThatThrownBy(() -> Sysctl.parse(Fields.of("/proc/sys/one", "")))
        .isInstanceOf(MalformedException.class);
  }
}
