package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.procfs.DiskStats.Device;
import org.atlasagent.source.procfs.DiskStats.Disk;
import org.atlasagent.source.procfs.DiskStats.Transfers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskStatsTest {
  private static final String FOURTEEN = "   8       1 sda1 1 2 3 4 5 6 7 8 9 10 11";

  @ParameterizedTest
  @ValueSource(strings = {"", " 12 13 14 15", " 12 13 14 15 16 17", " and what comes next"})
  void readsLinesOfAnyKernel(String more) {
    assertThat(parse(FOURTEEN + more + "\n").disks())
        .containsExactly(
            new Disk(
                new Device(8, 1, "sda1"),
                new Transfers(1, 2, 3, 4),
                new Transfers(5, 6, 7, 8),
                10));
  }

  @Test
  void refusesAShorterLine() {
    assertThatThrownBy(() -> parse("8 1 sda1 1 2 3 4 5 6 7 8 9 10\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("/proc/diskstats: a number is missing in line \"8 1 sda1");
  }

  @Test
  void carriesTheTimeOfItsReading() {
    assertThat(parse("").nanos()).isEqualTo(77);
  }

  private static DiskStats parse(String text) {
    return DiskStats.parse(Fields.of("/proc/diskstats", text), 77);
  }
}
