package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateLogTest {
  private final List<String> told = new ArrayList<>();
  private final StateLog<String> log = new StateLog<>("good", 10, told::add);

  @Test
  void theExpectedStateNeedsNoWord() {
    log.update("good", 0);
    assertThat(told).isEmpty();
  }

  @Test
  void aChangeIsToldAtOnceAndOnce() {
    log.update("bad", 1000);
    log.update("bad", 1001);
    log.update("bad", 5000);
    assertThat(told).containsExactly("bad");
  }

  @Test
  void aReturnIsToldWhenThePeriodHasPassed() {
    log.update("bad", 0);
    log.update("good", 9);
    assertThat(told).containsExactly("bad");
    log.update("good", 10);
    assertThat(told).containsExactly("bad", "good");
  }

  @Test
  void whatFlapsIsToldOnceAPeriod() {
    for (int now = 0; now < 100; now++) {
      log.update(now % 2 == 0 ? "bad" : "good", now);
    }
    assertThat(told).hasSizeBetween(9, 10);
  }
}
