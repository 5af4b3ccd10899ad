package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of which little or much is known, and which come and go. */
class ContainerCollectorsTest {
  private static final Due SECOND = new Due(true, false, false);
  private static final Due MINUTE = new Due(true, true, true);
  private static final String BOX = "sys/fs/cgroup/box/";

  @TempDir private Path directory = Path.of("");
  private RecordedHost host;

  @BeforeEach
  void enterTheBox() {
    host = RecordedHost.copy("empty", directory);
    write("proc/self/mountinfo", "30 23 0:27 / /sys/fs/cgroup rw - cgroup2 none rw\n");
    write("proc/self/cgroup", "0::/box\n");
  }

  @Test
  void processorsAreWhatThePlatformSaysElseTheQuotaElseTheSetElseTheMachines() {
    cpuStat(1, 1, 0);
    assertThat(minute("container-cpu")).isEmpty();

    write("sys/devices/system/cpu/online", "0-15\n");
    assertThat(minute("container-cpu")).contains("g:sys.cpu.numProcessors:16");

    write(BOX + "cpuset.cpus.effective", "0-3,8\n");
    assertThat(minute("container-cpu")).contains("g:titus.cpu.requested:5");

    write(BOX + "cpu.max", "max 100000\n");
    assertThat(minute("container-cpu")).contains("g:sys.cpu.numProcessors:5");

    write(BOX + "cpu.max", "150000 100000\n");
    assertThat(minute("container-cpu")).contains("g:sys.cpu.numProcessors:1.5");

    write("replies/environment", "TITUS_NUM_CPU=4\n");
    assertThat(minute("container-cpu")).contains("g:sys.cpu.numProcessors:4");
  }

  @Test
  void aLimitBeyondAllNumbersIsNotMeasuredAgainst() {
    write("proc/diskstats", "8 0 sda 1 0 8 1 0 0 0 0 0 1 1\n");
    write(BOX + "io.max", "8:0 rbps=18446744073709551614 wbps=max riops=max wiops=max\n");
    write(BOX + "io.stat", "8:0 rbytes=0 wbytes=0 rios=0 wios=0\n");
    try (RunningCollector io = start("container-io")) {
      io.run(Due.ALL);
      host.pass(Duration.ofSeconds(5));
      write(BOX + "io.stat", "8:0 rbytes=4096 wbytes=0 rios=1 wios=0\n");

      assertThat(io.run(Due.ALL).lines())
          .anyMatch(line -> line.endsWith(":4096"))
          .noneMatch(line -> line.contains(":-"));
    }
  }

  @Test
  void useIsMeasuredAgainstTheTimeThatPassed() {
    write(BOX + "cpu.max", "200000 100000\n");
    cpuStat(1_000_000, 800_000, 200_000);
    try (RunningCollector cpu = start("container-cpu")) {
      cpu.run(MINUTE);
      host.pass(Duration.ofMillis(2500));
      cpuStat(3_000_000, 2_300_000, 700_000);

      assertThat(cpu.run(MINUTE).lines())
          .containsExactly(
              "c:cgroup.cpu.processingCapacity:5",
              "c:cgroup.cpu.processingTime:2",
              "c:cgroup.cpu.usageTime,id=system:0.5",
              "c:cgroup.cpu.usageTime,id=user:1.5",
              "g:sys.cpu.numProcessors:2",
              "g:sys.cpu.utilization,id=system:10",
              "g:sys.cpu.utilization,id=user:30",
              "g:titus.cpu.requested:2",
              "m:sys.cpu.peakUtilization,id=system:10",
              "m:sys.cpu.peakUtilization,id=user:30");
    }
  }

  @Test
  void aTotalThatWentBackGivesNoValue() {
    write(BOX + "cpu.max", "200000 100000\n");
    cpuStat(1_000_000, 800_000, 200_000);
    try (RunningCollector cpu = start("container-cpu")) {
      cpu.run(SECOND);
      host.pass(Duration.ofSeconds(1));
      cpuStat(10, 6, 4);
      assertThat(cpu.run(SECOND))
          .isEqualTo(new RunningCollector.Run(Outcome.FIRST_SAMPLE, List.of()));
      host.pass(Duration.ofSeconds(1));
      assertThat(cpu.run(SECOND).lines()).hasSize(2);
    }
  }

  @Test
  @SuppressWarnings("try") // closes in between
  void aCgroupThatVanishesIsAbsentAndOneThatComesStartsAnew() throws IOException {
    write(BOX + "cpu.max", "200000 100000\n");
    cpuStat(10, 6, 4);
    try (RunningCollector cpu = start("container-cpu")) {
      cpu.run(MINUTE);
      delete(directory.resolve(BOX));
      cpu.close(); // a file of a cgroup that is gone cannot be read on, other than a plain file
      host.pass(Duration.ofSeconds(1));
      assertThat(cpu.run(SECOND).outcome())
          .isEqualTo(Outcome.noData(directory.resolve(BOX + "cpu.stat") + ": not there"));

      cpuStat(1000, 600, 400);
      host.pass(Duration.ofSeconds(1));
      assertThat(cpu.run(SECOND).outcome()).isEqualTo(Outcome.FIRST_SAMPLE);
    }
  }

  @Test
  void anAgentThatIsMovedFindsItsNewCgroupWithTheNextMinute() {
    write(BOX + "cpu.max", "200000 100000\n");
    cpuStat(10, 6, 4);
    try (RunningCollector cpu = start("container-cpu")) {
      cpu.run(MINUTE);
      write("proc/self/cgroup", "0::/next\n");
      write("sys/fs/cgroup/next/cpu.stat", "usage_usec 5000\nuser_usec 4000\nsystem_usec 1000\n");
      write("sys/fs/cgroup/next/cpu.max", "300000 100000\n");
      host.pass(Duration.ofSeconds(60));

      assertThat(cpu.run(MINUTE).lines())
          .containsExactly("g:sys.cpu.numProcessors:3", "g:titus.cpu.requested:3");
      assertThat(cpu.openFiles()).noneMatch(file -> file.startsWith(directory.resolve(BOX)));
    }
  }

  @Test
  void memoryWithoutLimitsHasNoFreePart() {
    memory("5000", "max");
    swap("0", "max");
    write(BOX + "memory.stat", "anon 3000\nfile 2000\n");

    assertThat(minute("container-memory"))
        .containsExactly(
            "g:cgroup.mem.processUsage,id=cache:2000",
            "g:cgroup.mem.processUsage,id=rss:3000",
            "g:cgroup.mem.used:5000",
            "g:mem.cached:2000");
  }

  @Test
  void ofALimitThatWasLoweredBelowWhatIsInUseNothingIsFree() {
    memory("9000", "5000");
    swap("700", "0");
    write(BOX + "memory.stat", "file 2000\n");

    assertThat(minute("container-memory"))
        .contains(
            "g:mem.freeReal:0",
            "g:mem.availReal:2000",
            "g:mem.availSwap:0",
            "g:mem.totalFree:2000");
  }

  @Test
  void withoutSwapAccountingThereIsNoTotal() {
    write(BOX + "memory.current", "5000\n");
    write(BOX + "memory.max", "9000\n");

    assertThat(minute("container-memory"))
        .containsExactly(
            "g:cgroup.mem.limit:9000",
            "g:cgroup.mem.used:5000",
            "g:mem.freeReal:4000",
            "g:mem.totalReal:9000");
  }

  @Test
  void aDeviceIsComparedWithItsLimitsAndMayHaveNoName() {
    write(BOX + "io.max", "8:0 rbps=1000 wbps=max riops=10 wiops=max\n");
    write(BOX + "io.stat", "8:0 rbytes=0 wbytes=0 rios=0 wios=0\n");
    try (RunningCollector io = start("container-io")) {
      assertThat(io.run(MINUTE).outcome()).isEqualTo(Outcome.FIRST_SAMPLE);
      host.pass(Duration.ofSeconds(4));
      write(BOX + "io.stat", "8:0 rbytes=3000 wbytes=500 rios=10 wios=5\n");

      assertThat(io.run(MINUTE).lines())
          .containsExactly(
              "c:disk.io.bytes,dev=unknown,id=read:3000",
              "c:disk.io.bytes,dev=unknown,id=write:500",
              "c:disk.io.ops,dev=unknown,id=read,statistic=count:10",
              "c:disk.io.ops,dev=unknown,id=write,statistic=count:5",
              "d:cgroup.disk.io.throttleActivityBytes,dev=unknown,id=read:75",
              "d:cgroup.disk.io.throttleActivityOperations,dev=unknown,id=read:25");
    }
  }

  @Test
  void aDeviceThatComesBackStartsAnewUnderItsNewName() {
    write("proc/diskstats", "8 0 sda 1 0 8 1 0 0 0 0 0 1 1\n");
    write(BOX + "io.stat", "8:0 rbytes=10 wbytes=0 rios=1 wios=0\n");
    try (RunningCollector io = start("container-io")) {
      io.run(MINUTE);
      write(BOX + "io.stat", "8:0 \n");
      host.pass(Duration.ofSeconds(5));
      assertThat(io.run(MINUTE).lines()).isEmpty();
      write("proc/diskstats", "8 0 sdb 1 0 8 1 0 0 0 0 0 1 1\n");
      write(BOX + "io.stat", "8:0 rbytes=20 wbytes=0 rios=2 wios=0\n");
      host.pass(Duration.ofSeconds(5));
      assertThat(io.run(MINUTE).outcome()).isEqualTo(Outcome.FIRST_SAMPLE);
      host.pass(Duration.ofSeconds(5));
      assertThat(io.run(MINUTE).lines()).contains("c:disk.io.bytes,dev=sdb,id=read:0");
    }
  }

  private void memory(String current, String max) {
    write(BOX + "memory.current", current + "\n");
    write(BOX + "memory.max", max + "\n");
  }

  private void swap(String current, String max) {
    write(BOX + "memory.swap.current", current + "\n");
    write(BOX + "memory.swap.max", max + "\n");
  }

  private void cpuStat(long usage, long user, long system) {
    write(
        BOX + "cpu.stat",
        "usage_usec %d\nuser_usec %d\nsystem_usec %d\n".formatted(usage, user, system));
  }

  private List<String> minute(String collector) {
    try (RunningCollector running = start(collector)) {
      return running.run(MINUTE).lines();
    }
  }

  private RunningCollector start(String collector) {
    return host.start(
        Catalogue.entries().stream()
            .filter(entry -> entry.name().equals(collector))
            .findFirst()
            .orElseThrow());
  }

  private void write(String path, String content) {
    host.write(Path.of(path), content.getBytes(UTF_8));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
