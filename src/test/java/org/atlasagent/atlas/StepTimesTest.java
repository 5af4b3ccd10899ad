package org.atlasagent.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepTimesTest {
  private static final long NOON = 1_700_000_000_000L;

  private final StepTimes times = new StepTimes();

  @Test
  void eachStepIsOneStepLaterWhateverTheClocksJitter() {
    assertThat(times.of(3, NOON + 2)).isEqualTo(NOON);
    assertThat(times.of(4, NOON + 4_998)).isEqualTo(NOON + 5_000);
    assertThat(times.of(5, NOON + 12_600)).isEqualTo(NOON + 10_000);
    assertThat(times.of(6, NOON + 10_100)).isEqualTo(NOON + 15_000);
  }

  @Test
  void stepsThatWereLeftOutAreAGap() {
    assertThat(times.of(3, NOON)).isEqualTo(NOON);
    assertThat(times.of(7, NOON + 20_000)).isEqualTo(NOON + 20_000);
  }

  @Test
  void aWallClockThatWasSetIsFollowed() {
    assertThat(times.of(0, NOON)).isEqualTo(NOON);
    assertThat(times.of(1, NOON + 3_605_000)).isEqualTo(NOON + 3_605_000);
    assertThat(times.of(2, NOON + 7_400)).isEqualTo(NOON + 5_000);
    assertThat(times.of(3, NOON + 12_400)).isEqualTo(NOON + 10_000);
  }
}
