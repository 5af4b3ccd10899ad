package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.atlasagent.source.SourceException;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EbsCollectorTest {
  private static final Path LIST = Path.of("etc/atlas-system-agent/conf.d/volumes.ebs-devices");

  @TempDir private Path directory = Path.of("");

  @Test
  void aWrongLineIsToldAndTheOtherDevicesAreReported() {
    RecordedHost host = RecordedHost.copy("modern", directory);
    host.write(LIST, "/dev/nvme1n1\nnvme0n1\n".getBytes(UTF_8));
    RunningCollector collector = host.start(RecordedHost.collector("ebs"));

    assertThatThrownBy(() -> collector.run(Due.ALL))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "*.ebs-devices: %s:2: expected a path below /dev, not 'nvme0n1'"
                .formatted(directory.resolve(LIST)));
    assertThat(collector.linesOfFailedRun())
        .contains(
            "U:aws.ebs.totalOperations,dev=_dev_nvme0n1,id=read:123456",
            "U:aws.ebs.totalOperations,dev=_dev_nvme1n1,id=read:1");
  }

  @Test
  void aDeviceThatIsNotThereIsAFailureWithItsName() {
    RecordedHost host = RecordedHost.copy("modern", directory);
    host.write(LIST, "/dev/nvme9n1\n".getBytes(UTF_8));
    RunningCollector collector = host.start(RecordedHost.collector("ebs"));

    assertThatThrownBy(() -> collector.run(Due.ALL))
        .isInstanceOf(SourceException.class)
        .hasMessage("/dev/nvme9n1: open: ENOENT");
  }

  @Test
  void aDamagedPageIsAFailureWithItsDevice() throws Exception {
    RecordedHost host = RecordedHost.copy("modern", directory);
    Path page = Path.of("replies/ebs/nvme1n1.bin");
    byte[] good = Files.readAllBytes(directory.resolve(page));
    host.write(page, new byte[4096]);
    RunningCollector collector = host.start(RecordedHost.collector("ebs"));

    assertThatThrownBy(() -> collector.run(Due.ALL))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("/dev/nvme1n1: not an EBS volume");

    host.write(page, good);
    assertThat(collector.run(Due.ALL).lines())
        .contains("U:aws.ebs.totalOperations,dev=_dev_nvme1n1,id=read:1");
  }

  @Test
  void aDeviceHasAllTheSeriesOfTheContract() {
    RecordedHost host = RecordedHost.copy("modern", directory);
    RunningCollector collector = host.start(RecordedHost.collector("ebs"));

    assertThat(collector.run(Due.ALL).lines())
        .filteredOn(line -> line.contains("dev=_dev_nvme0n1"))
        .hasSize(11 + 2 * 28)
        .contains(
            "U:aws.ebs.ioLatencyHistogram,bin=us_00000000_00000001,dev=_dev_nvme0n1,id=read:0",
            "U:aws.ebs.ioLatencyHistogram,bin=us_33554432_67108864,dev=_dev_nvme0n1,id=read:676",
            "U:aws.ebs.ioLatencyHistogram,bin=us_67108864_MAX,dev=_dev_nvme0n1,id=write:82");
  }
}
