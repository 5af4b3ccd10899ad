package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atlasagent.source.KernelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EbsDevicesTest {
  @TempDir private Path root = Path.of("");
  private Path configuration = Path.of("");

  @BeforeEach
  void makeDirectory() throws IOException {
    configuration = Files.createDirectory(root.resolve("conf.d"));
  }

  @Test
  void eachLineOfEachFileIsADevice() throws IOException {
    write("b.ebs-devices", "/dev/nvme2n1\n  /dev/nvme1n1\t\r\n");
    write("a.ebs-devices", "# comment\n\n/dev/xvdf\n/dev/nvme1n1\n   # comment\n");
    write("a.systemd-units", "/dev/none\n");
    write("a.ebs-devices.bak", "/dev/none\n");

    EbsDevices.Found found = devices(false).find();

    assertThat(found.paths()).containsExactly("/dev/nvme1n1", "/dev/nvme2n1", "/dev/xvdf");
    assertThat(found.flaws()).isEmpty();
  }

  @Test
  void aWrongLineNamesFileAndLineAndLeavesTheOthersInForce() throws IOException {
    write("a.ebs-devices", "/dev/nvme1n1\nnvme2n1\n/dev/\n/dev/a\u0000b\n/dev/nvme3n1\n");

    EbsDevices.Found found = devices(false).find();

    assertThat(found.paths()).containsExactly("/dev/nvme1n1", "/dev/nvme3n1");
    Path file = configuration.resolve("a.ebs-devices");
    assertThat(found.flaws())
        .hasSize(3)
        .contains(file + ":2: expected a path below /dev, not 'nvme2n1'")
        .contains(file + ":3: expected a path below /dev, not '/dev/'");
  }

  @Test
  void aFileThatIsNoTextIsNamed() throws IOException {
    write("b.ebs-devices", "/dev/nvme1n1\n");
    Files.write(configuration.resolve("a.ebs-devices"), new byte[] {'/', (byte) 0xff, '\n'});
    Files.createDirectory(configuration.resolve("c.ebs-devices"));

    EbsDevices.Found found = devices(false).find();

    assertThat(found.paths()).containsExactly("/dev/nvme1n1");
    assertThat(found.flaws())
        .satisfiesExactly(
            flaw ->
                assertThat(flaw)
                    .isEqualTo(configuration.resolve("a.ebs-devices") + ": is not UTF-8 text"),
            flaw ->
                assertThat(flaw)
                    .startsWith(configuration.resolve("c.ebs-devices") + ": cannot be read"));
  }

  @Test
  void withoutADirectoryThereIsNoDevice() throws IOException {
    Files.delete(configuration);

    assertThat(devices(true).find()).isEqualTo(EbsVolumes.NONE.devices());
  }

  @Test
  void aVolumeIsKnownByItsModelWhenItComesAndGoes() throws IOException {
    write("a.ebs-devices", "/dev/xvdf\n");
    model("nvme0n1", "Amazon Elastic Block Store              ");
    model("nvme1n1", "Amazon EC2 NVMe Instance Storage        ");
    model("nvme0c0n1", "Amazon Elastic Block Store              ");
    model("nvme0n1p1", "Amazon Elastic Block Store              ");
    model("sda", "Amazon Elastic Block Store              ");
    Files.createDirectories(root.resolve("sys/block/nvme7n1"));
    EbsDevices devices = devices(true);

    assertThat(devices.find().paths()).containsExactly("/dev/nvme0n1", "/dev/xvdf");
    assertThat(devices(false).find().paths()).containsExactly("/dev/xvdf");

    model("nvme2n1", "Amazon Elastic Block Store              ");
    Files.delete(root.resolve("sys/block/nvme0n1/device/model"));
    assertThat(devices.find().paths()).containsExactly("/dev/nvme2n1", "/dev/xvdf");
  }

  private EbsDevices devices(boolean discover) {
    return new EbsDevices(configuration, discover, new KernelFiles(root));
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(configuration.resolve(name), content);
  }

  private void model(String device, String model) throws IOException {
    Path directory = Files.createDirectories(root.resolve("sys/block/" + device + "/device"));
    Files.writeString(directory.resolve("model"), model + "\n");
  }
}
