package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.Values;
import org.atlasagent.source.procfs.MemInfo.Field;
import org.junit.jupiter.api.Test;

final class MemInfoTest {
  @Test
  void readsKnownFieldsAndSkipsOthers() {
    Values<Field> memory = parse("MemTotal:  12 kB\nHugePages_Total:   0\nShmem: 3 kB\nNew: x\n");

    assertThat(memory.get(Field.MEM_TOTAL)).hasValue(12);
    assertThat(memory.get(Field.SHARED)).hasValue(3);
  }

  @Test
  void aFieldThatTheKernelDoesNotHaveIsAbsent() {
    assertThat(parse("MemTotal:  12 kB\n").get(Field.MEM_AVAILABLE)).isEmpty();
  }

  @Test
  void refusesAnotherUnit() {
    assertThatThrownBy(() -> parse("MemTotal:  12 MB\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessage("/proc/meminfo: not in kB in line \"MemTotal:  12 MB\"");
  }

  private static Values<Field> parse(String text) {
    return MemInfo.parse(Fields.of("/proc/meminfo", text));
  }
}
