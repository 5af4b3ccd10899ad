package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atlasagent.linux.Errno;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvmeEbsVolumesTest {
  private static final Path PAGE =
      Path.of("src/test/resources/hosts/modern/replies/ebs/nvme0n1.bin");

  @TempDir private Path directory = Path.of("");

  @Test
  void asksForTheStatisticsOfTheFirstNamespace() throws IOException {
    byte[] recorded = Files.readAllBytes(PAGE);
    List<String> asked = new ArrayList<>();
    NvmeEbsVolumes volumes =
        volumes((device, page, namespace, content) -> {
          asked.add("%s 0x%x %d %d".formatted(device, page, namespace, content.length));
          System.arraycopy(recorded, 0, content, 0, recorded.length);
          return 0;
        });

    assertThat(volumes.read("/dev/nvme0n1").orElseThrow().reads()).isEqualTo(123456);
    assertThat(asked).containsExactly("/dev/nvme0n1 0xd0 1 4096");
  }

  @Test
  void aRefusedCommandIsAFailureWithItsStatus() {
    NvmeEbsVolumes volumes = volumes((device, page, namespace, content) -> 0x4006);

    assertThatThrownBy(() -> volumes.read("/dev/nvme0n1"))
        .isInstanceOf(SourceException.class)
        .hasMessage("/dev/nvme0n1: get log page 0xd0: NVMe status 0x4006");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4002", "2", "4109", "109"})
  void aDiskWithoutThatPageIsNoVolume(String status) {
    NvmeEbsVolumes volumes =
        volumes((device, page, namespace, content) -> Integer.parseInt(status, 16));

    assertThatThrownBy(() -> volumes.read("/dev/nvme0n1"))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "/dev/nvme0n1: not an EBS volume: it has no log page 0xd0 (NVMe status 0x%s)"
                .formatted(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 13, 22, 25, 95})
  void aFailedCallNamesDeviceCallAndErrno(int number) {
    Errno errno = Errno.of(number);
    NvmeEbsVolumes volumes =
        volumes((device, page, namespace, content) -> {
          throw new LinuxException("ioctl", errno, device);
        });

    assertThatThrownBy(() -> volumes.read("/dev/nvme0n1"))
        .isInstanceOf(SourceException.class)
        .hasMessage("/dev/nvme0n1: ioctl: " + errno);
  }

  @Test
  void aDeviceOfThisMachineThatIsNoVolumeIsAFailure() {
    NvmeEbsVolumes volumes = new NvmeEbsVolumes(devices());

    assertThatThrownBy(() -> volumes.read("/dev/null"))
        .isInstanceOf(SourceException.class)
        .hasMessage("/dev/null: ioctl: ENOTTY");
  }

  @Test
  void whereNothingCanBeAskedNothingIsAnswered() {
    assertThat(EbsVolumes.NONE.devices().paths()).isEmpty();
    assertThat(EbsVolumes.NONE.read("/dev/null")).isEmpty();
  }

  private NvmeEbsVolumes volumes(NvmeEbsVolumes.LogPages pages) {
    return new NvmeEbsVolumes(devices(), pages);
  }

  private EbsDevices devices() {
    return new EbsDevices(directory, false, new KernelFiles(directory));
  }
}
