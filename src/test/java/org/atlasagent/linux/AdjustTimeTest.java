package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.atlasagent.testing.Command;
import org.junit.jupiter.api.Test;

class AdjustTimeTest {
  private static final String PYTHON =
      """
      import ctypes
      numbers = (ctypes.c_long * 26)()
      print(ctypes.CDLL(None).adjtimex(numbers), numbers[5] & 0xffffffff, numbers[3], numbers[4])
      """;

  @Test
  void agreesWithAReadingOfAnotherLanguage() {
    assumeTrue(Command.installed("python3"), "python3 is not installed");
    long[] before = python();
    AdjustTime answer = AdjustTime.read();
    long[] after = python();

    assertThat(answer.state()).isIn((int) before[0], (int) after[0]);
    assertThat(answer.status()).isIn((int) before[1], (int) after[1]);
    // The maximum error grows while nobody corrects the clock, and falls when somebody does.
    assertThat(answer.maximumErrorMicros())
        .isBetween(Math.min(before[2], after[2]), Math.max(before[2], after[2]));
    assertThat(answer.estimatedErrorMicros()).isIn(before[3], after[3]);
  }

  @Test
  void isUnsynchronizedExactlyWhenTheStatusSaysSo() {
    int unsync = 0x40;
    AdjustTime answer = AdjustTime.read();
    assertThat(answer.state()).isBetween(0, AdjustTime.TIME_ERROR);
    if ((answer.status() & unsync) != 0) {
      assertThat(answer.state()).isEqualTo(AdjustTime.TIME_ERROR);
    }
  }

  private static long[] python() {
    String[] words = Command.output("python3", "-c", PYTHON).strip().split(" ", -1);
    return Arrays.stream(words).mapToLong(Long::parseLong).toArray();
  }
}
