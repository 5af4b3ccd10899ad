package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.procfs.CpuTimes.Time;
import org.atlasagent.source.procfs.ProcStat.Count;
import org.junit.jupiter.api.Test;

final class ProcStatTest {
  private final ProcStat stat = new ProcStat(new KernelFiles(Path.of("/")).proc("stat"));

  @Test
  void readsTimesByProcessorNumber() {
    parse("cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 11 12 13 14 15 16 17 18\ncpu7 0 0 0 0 0 0 0 88 0 0\n");

    assertThat(stat.all().ticks(0, Time.USER)).isEqualTo(1);
    assertThat(stat.all().ticks(0, Time.STEAL)).isEqualTo(8);
    assertThat(stat.cores().ticks(0, Time.IOWAIT)).isEqualTo(15);
    assertThat(stat.cores().ticks(7, Time.STEAL)).isEqualTo(88);
    assertThat(stat.cores().has(1)).isFalse();
    assertThat(stat.cores().count()).isEqualTo(2);
  }

  @Test
  void forgetsWhatTheNextReadingDoesNotHave() {
    parse("cpu 1 2 3 4 5 6 7 8\ncpu0 1 2 3 4 5 6 7 8\ncpu1 1 2 3 4 5 6 7 8\nprocesses 5\n");
    parse("cpu1 9 2 3 4 5 6 7 8\n");

    assertThat(stat.all().has(0)).isFalse();
    assertThat(stat.cores().has(0)).isFalse();
    assertThat(stat.cores().ticks(1, Time.USER)).isEqualTo(9);
    assertThat(stat.get(Count.PROCESSES)).isEmpty();
  }

  @Test
  void readsCountsAndSkipsUnknownLines() {
    parse(
        "intr 5 many 7\nprocesses 318822\nprocs_running 3\n\nnew_in_linux_9 x\nprocs_blocked 1\n");

    assertThat(stat.get(Count.PROCESSES)).hasValue(318822);
    assertThat(stat.get(Count.RUNNING)).hasValue(3);
    assertThat(stat.get(Count.BLOCKED)).hasValue(1);
  }

  @Test
  void refusesALineThatIsCutOff() {
    assertThatThrownBy(() -> parse("cpu0 1 2 3 4 5 6 7\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/stat: a number is missing in line \"cpu0 1 2 3 4 5 6 7\"");
  }

  @Test
  void refusesAProcessorNumberThatWouldExhaustMemory() {
    assertThatThrownBy(() -> parse("cpu99999999 1 2 3 4 5 6 7 8\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("not the number of a processor: 99999999");
  }

  private void parse(String text) {
    stat.parse(Fields.of("/proc/stat", text));
  }
}
