package org.atlasagent.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.MalformedException;
import org.junit.jupiter.api.Test;

final class PressureTest {
  @Test
  void readsBothTotals() {
    assertThat(
            parse(
                """
                some avg10=0.18 avg60=0.03 avg300=0.00 total=947565
                full avg10=0.18 avg60=0.03 avg300=0.00 total=865148
                """))
        .isEqualTo(new Pressure(OptionalLong.of(947565), OptionalLong.of(865148)));
  }

  @Test
  void olderKernelsHaveNoFullLineForProcessors() {
    assertThat(parse("some avg10=0.00 avg60=0.00 avg300=0.00 total=5\n").fullMicros()).isEmpty();
  }

  @Test
  void aLineWithoutATotalIsAbsent() {
    assertThat(parse("some avg10=0.00\n").someMicros()).isEmpty();
  }

  @Test
  void refusesATotalThatIsNoNumber() {
    assertThatThrownBy(() -> parse("some avg10=0.00 total=many\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("/proc/pressure/io: not a number: many");
  }

  private static Pressure parse(String text) {
    return Pressure.parse(Fields.of("/proc/pressure/io", text));
  }
}
