package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SystemConfigurationTest {
  @Test
  void thePageSizeIsTheOneOfTheKernelsMaps() throws IOException {
    String pageSize =
        Files.readAllLines(Path.of("/proc/self/smaps")).stream()
            .filter(line -> line.startsWith("KernelPageSize:"))
            .findFirst()
            .orElseThrow();
    assertThat(pageSize).containsPattern(" " + SystemConfiguration.pageBytes() / 1024 + " kB");
  }

  @Test
  void aSecondHas100Ticks() {
    // USER_HZ: 100 on x86_64 and aarch64, whatever the kernel's own clock does.
    assertThat(SystemConfiguration.ticksPerSecond()).isEqualTo(100);
  }
}
