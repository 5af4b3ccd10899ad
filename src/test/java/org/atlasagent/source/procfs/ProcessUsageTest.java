package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessUsageTest {
  private static final String BEHIND =
      " S 1 47 47 0 -1 4194560 111 112 113 114 61 62 63 64 20 0 1\n";

  @ParameterizedTest
  @ValueSource(
      strings = {"sleep", "", " ", "my (odd) name", "a) R 1 (2", ")", "a\nb", "x)\n) R 1\n"})
  void aCommandMayHoldAnything(String command) {
    assertThat(ProcessUsage.parseStat(stat("47 (" + command + ")" + BEHIND)))
        .containsExactly(61, 62);
  }

  @Test
  void aStatusThatIsCutOffIsMalformed() {
    for (String cut : new String[] {"", "47 (sl", "47 (sleep) S 1 47", "47 (sleep\n"}) {
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> ProcessUsage.parseStat(stat(cut)))
          .withMessageContaining("/proc/47/stat");
    }
  }

  @Test
  void residentPagesAreTheSecondNumber() {
    assertThat(ProcessUsage.residentPages(Fields.of("/proc/47/statm", "100 20 3 4 0 5 0\n")))
        .isEqualTo(20);
  }

  private static Fields stat(String text) {
    return Fields.of("/proc/47/stat", text);
  }
}
