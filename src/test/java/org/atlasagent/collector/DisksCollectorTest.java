package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DisksCollectorTest {
  @TempDir private Path directory;

  private RecordedHost host;
  private RunningCollector disks;

  @BeforeEach
  void startOnAnEmptyHost() {
    host = RecordedHost.copy("empty", directory);
    disks = host.start(RecordedHost.collector("disks"));
  }

  @AfterEach
  void close() {
    disks.close();
  }

  @Test
  void busyIsMeasuredAgainstTheTimeThatReallyPassed() {
    run("8 0 sda 0 0 0 0 0 0 0 0 0 1000 0");
    host.pass(Duration.ofSeconds(30));

    assertThat(run("8 0 sda 0 0 0 0 0 0 0 0 0 16000 0")).contains("g:disk.percentBusy,dev=sda:50");
  }

  @Test
  void busyIsNeverAboveAHundred() {
    run("8 0 sda 0 0 0 0 0 0 0 0 0 0 0");
    host.pass(Duration.ofSeconds(60));

    assertThat(run("8 0 sda 0 0 0 0 0 0 0 0 0 60120 0")).contains("g:disk.percentBusy,dev=sda:100");
  }

  @Test
  void operationsAreCompletedAndMergedOnes() {
    run("8 0 sda 10 1 0 500 0 0 0 0 0 0 0");
    host.pass(Duration.ofSeconds(60));

    assertThat(run("8 0 sda 15 3 0 1250 0 0 0 0 0 0 0"))
        .contains(
            "c:disk.io.ops,dev=sda,id=read,statistic=count:7",
            "c:disk.io.ops,dev=sda,id=read,statistic=totalTime:0.75");
  }

  @Test
  void whatWentBackHasNoValueAndTheRestHas() {
    run("8 0 sda 10 0 0 4294967290 5 0 0 0 0 4294967290 0");
    host.pass(Duration.ofSeconds(60));

    assertThat(run("8 0 sda 20 0 0 3 9 0 0 0 0 3 0"))
        .contains(
            "c:disk.io.ops,dev=sda,id=read,statistic=count:10",
            "c:disk.io.ops,dev=sda,id=write,statistic=count:4")
        .noneMatch(line -> line.contains("id=read,statistic=totalTime"))
        .noneMatch(line -> line.contains("percentBusy"));
  }

  @Test
  void aDeviceOfTheSameNameWithAnotherNumberIsANewOne() {
    run("8 0 sda 10 0 0 0 0 0 0 0 0 0 0");
    host.pass(Duration.ofSeconds(60));

    assertThat(run("8 16 sda 20 0 0 0 0 0 0 0 0 0 0"))
        .containsExactly("U:disk.io.bytes,dev=sda,id=read:0", "U:disk.io.bytes,dev=sda,id=write:0");
  }

  @Test
  void mdHasBytesOnlyAndLoopAndRamNothing() {
    String stats =
        "9 0 md0 1 1 2 1 1 1 4 1 1 1 1\n1 0 ram0 1 1 1 1 1 1 1 1 1 1 1\n7 0 loop0 1 1 1 1 1 1 1 1"
            + " 1 1 1";
    run(stats);
    host.pass(Duration.ofSeconds(60));

    assertThat(run(stats))
        .containsExactly(
            "U:disk.io.bytes,dev=md0,id=read:1024", "U:disk.io.bytes,dev=md0,id=write:2048");
  }

  private List<String> run(String diskstats) {
    host.write(Path.of("proc/diskstats"), (diskstats + "\n").getBytes(US_ASCII));
    return disks.run(Due.ALL).lines();
  }
}
