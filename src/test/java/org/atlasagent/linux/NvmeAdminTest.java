package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NvmeAdminTest {
  private static final Path LOOP = Path.of("/dev/loop0");

  @TempDir Path directory;

  @Test
  void theCommandAsksForAWholePage() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(4096);
      MemorySegment command = NvmeAdmin.getLogPage(arena, 0xD0, 1, data);

      // By the offsets of the NVMe specification and linux/nvme_ioctl.h, not by the layout's names.
      assertThat(command.byteSize()).isEqualTo(72);
      assertThat(command.get(JAVA_BYTE, 0)).isEqualTo((byte) 2);
      assertThat(command.get(JAVA_INT_UNALIGNED, 4)).isEqualTo(1);
      assertThat(command.get(JAVA_LONG_UNALIGNED, 24)).isEqualTo(data.address());
      assertThat(command.get(JAVA_INT_UNALIGNED, 36)).isEqualTo(4096);
      // 1024 dwords, less one, behind the number of the page.
      assertThat(command.get(JAVA_INT_UNALIGNED, 40)).isEqualTo(0x03FF_00D0);
      command.set(JAVA_BYTE, 0, (byte) 0);
      for (long offset : new long[] {4, 24, 28, 36, 40}) {
        command.set(JAVA_INT_UNALIGNED, offset, 0);
      }
      assertThat(command.toArray(JAVA_BYTE)).containsOnly(0);
    }
  }

  @Test
  void whatIsNoNvmeDeviceIsAFailure() {
    assertThatThrownBy(() -> NvmeAdmin.logPage("/dev/null", 0xD0, 1, new byte[4096]))
        .isInstanceOf(LinuxException.class)
        .hasMessage("ioctl: ENOTTY (/dev/null)");
  }

  @Test
  void anotherBlockDeviceIsAFailure() {
    assumeTrue(Files.isReadable(LOOP), "no loop device to be read");
    assertThatThrownBy(() -> NvmeAdmin.logPage(LOOP.toString(), 0xD0, 1, new byte[4096]))
        .isInstanceOf(LinuxException.class)
        .hasMessageMatching("(ioctl: (ENOTTY|EINVAL)|open: ENXIO) \\(/dev/loop0\\)");
  }

  @Test
  void aMissingDeviceIsAFailure() {
    String path = directory.resolve("nvme9n1").toString();
    assertThatThrownBy(() -> NvmeAdmin.logPage(path, 0xD0, 1, new byte[4096]))
        .isInstanceOf(LinuxException.class)
        .hasMessage("open: ENOENT (" + path + ")");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void aPipeWithoutAWriterDoesNotBlock() throws IOException, InterruptedException {
    Path pipe = directory.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
    assertThatThrownBy(() -> NvmeAdmin.logPage(pipe.toString(), 0xD0, 1, new byte[4096]))
        .isInstanceOf(LinuxException.class)
        .hasMessage("ioctl: ENOTTY (" + pipe + ")");
  }

  @Test
  void noDescriptorIsLeftOpen() throws IOException {
    long before = descriptors();
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> NvmeAdmin.logPage("/dev/null", 0xD0, 1, new byte[4096]))
          .isInstanceOf(LinuxException.class);
    }
    assertThat(descriptors()).isLessThan(before + 50);
  }

  private static long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
