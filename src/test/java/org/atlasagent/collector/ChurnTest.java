package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.atlasagent.linux.IsolatedNetwork;
import org.atlasagent.testing.RealCgroup;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.atlasagent.testing.Skip;
import org.atlasagent.testing.VirtualHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Things of the running kernel that go and come back under their old name between two rounds: what
 * the old one had counted is not compared with the new one.
 */
class ChurnTest {
  private static final Path ZRAM = Path.of("/sys/class/zram-control");

  @TempDir private Path directory = Path.of("");

  @Test
  void anInterfaceThatIsMadeAnewHasItsOwnTotals() throws IOException {
    IsolatedNetwork.require();
    String sent = "net.iface.bytes,id=out,iface=churn0";
    try (VirtualHost host = new VirtualHost()) {
      make(host);
      DatagramChannel channel = host.open(() -> DatagramChannel.open(StandardProtocolFamily.INET));
      InetSocketAddress there = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 9);
      for (int i = 0; i < 20; i++) {
        channel.send(ByteBuffer.allocate(1000), there);
      }
      long before = host.read("interfaces").of(sent);
      assertThat(before).isGreaterThan(20_000);

      host.sh("ip link del churn0");
      assertThat(host.read("interfaces").values()).doesNotContainKey(sent);
      make(host);
      assertThat(host.read("interfaces").of(sent)).isLessThan(20_000);
    }
  }

  private static void make(VirtualHost host) {
    host.sh(
        """
        ip link add churn0 type veth peer name churn1
        ip link set churn1 up
        ip addr add 192.0.2.1/24 dev churn0
        ip link set churn0 up
        ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev churn0 nud permanent
        """);
  }

  @Test
  void aDiskThatComesBackUnderItsOldNameStartsAnew() throws IOException {
    Skip.unless(Files.isWritable(ZRAM.resolve("hot_remove")), "no zram device can be made here");
    String disk = addDisk();
    try (RunningCollector disks = RunningCollector.onThisMachine("disks")) {
      assertThat(of(disks, disk)).isNotEmpty().noneMatch(line -> line.startsWith("c:"));
      write(disk, 64);
      assertThat(of(disks, disk)).anyMatch(line -> line.matches("c:.*count:[1-9][0-9]*"));

      removeDisk(disk);
      assertThat(of(disks, disk)).isEmpty();
      assertThat(addDisk()).isEqualTo(disk);
      write(disk, 128);
      assertThat(of(disks, disk)).isNotEmpty().noneMatch(line -> line.startsWith("c:"));
      write(disk, 1);
      assertThat(of(disks, disk)).anyMatch(line -> line.matches("c:.*id=write.*count:[1-9]"));
    } finally {
      removeDisk(disk);
    }
  }

  private static List<String> of(RunningCollector disks, String disk) {
    return disks.run(Due.ALL).lines().stream()
        .filter(line -> line.contains("dev=" + disk + ",") || line.contains("dev=" + disk + ":"))
        .toList();
  }

  private static String addDisk() throws IOException {
    String disk = "zram" + Files.readString(ZRAM.resolve("hot_add"), UTF_8).strip();
    Files.writeString(Path.of("/sys/block", disk, "disksize"), "1M");
    return disk;
  }

  private static void removeDisk(String disk) throws IOException {
    Path device = Path.of("/sys/block", disk);
    if (Files.exists(device)) {
      Files.writeString(device.resolve("reset"), "1");
      Files.writeString(ZRAM.resolve("hot_remove"), disk.substring("zram".length()));
    }
  }

  private static void write(String disk, int pages) throws IOException {
    try (FileOutputStream out = new FileOutputStream("/dev/" + disk)) {
      byte[] page = new byte[4096];
      for (int i = 0; i < pages; i++) {
        page[0] = (byte) i;
        out.write(page);
      }
      out.getFD().sync();
    }
  }

  @Test
  void aCgroupOfTheKernelThatIsMadeAnewStartsAnew() throws IOException {
    try (RealCgroup group = RealCgroup.make()) {
      RecordedHost host = RecordedHost.copy("empty", directory);
      put(host, "proc/self/mountinfo", "30 23 0:27 / /sys/fs/cgroup rw - cgroup2 none rw\n");
      put(host, "proc/self/cgroup", "0::/box\n");
      put(host, "replies/environment", "TITUS_NUM_CPU=1\n");
      Path cgroups = Files.createDirectories(directory.resolve("sys/fs/cgroup"));
      Files.createSymbolicLink(cgroups.resolve("box"), group.path());
      try (RunningCollector cpu = host.start(RecordedHost.collector("container-cpu"))) {
        cpu.run(Due.ALL);
        assertThat(nextMinute(host, cpu).lines()).anyMatch(line -> line.contains("usageTime"));

        Files.delete(group.path());
        assertThat(nextMinute(host, cpu).outcome()).isInstanceOf(Outcome.NoData.class);
        Files.createDirectory(group.path());
        assertThat(nextMinute(host, cpu).lines()).noneMatch(line -> line.contains("usageTime"));
        assertThat(nextMinute(host, cpu).lines()).anyMatch(line -> line.contains("usageTime"));

        // So quickly that no round sees it.
        Files.delete(group.path());
        Files.createDirectory(group.path());
        assertThat(nextMinute(host, cpu).lines()).noneMatch(line -> line.contains("usageTime"));
      }
    }
  }

  private static void put(RecordedHost host, String file, String text) {
    host.write(Path.of(file), text.getBytes(UTF_8));
  }

  private static RunningCollector.Run nextMinute(RecordedHost host, RunningCollector collector) {
    host.pass(Duration.ofSeconds(60));
    return collector.run(Due.ALL);
  }
}
