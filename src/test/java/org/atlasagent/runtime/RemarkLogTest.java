package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RemarkLogTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final FakeClock clock = new FakeClock();
  private final LogLines log = new LogLines(clock);
  private final RemarkLog remarks = new RemarkLog("fake", log.log(), 20 * SECOND, clock);

  @Test
  void aChangeIsLoggedOnce() {
    for (int run = 0; run < 3; run++) {
      remarks.fine("a");
      remarks.absent("b", "not supported");
      remarks.faulty("c", "lost");
    }
    assertThat(log.take()).containsExactly("<6>fake: b: not supported", "<4>fake: c: lost");

    clock.pass(60 * SECOND);
    for (int run = 0; run < 3; run++) {
      remarks.fine("a");
      remarks.fine("b");
      remarks.faulty("c", "gone");
    }
    assertThat(log.take()).containsExactly("<6>fake: b: works again", "<4>fake: c: gone");
    assertThat(remarks.standing()).containsExactly(new RemarkLog.Remark(true, "c: gone"));
  }

  @Test
  void whatFlapsIsLoggedOnceAPeriod() {
    for (int second = 0; second < 60; second++) {
      remarks.faulty("a", "lost");
      remarks.fine("a");
      clock.pass(SECOND);
    }
    assertThat(log.take())
        .containsExactly("<4>fake: a: lost", "<6>fake: a: works again", "<4>fake: a: lost");
  }

  @Test
  void aNameCannotForgeALine() {
    remarks.faulty("a\n<3>b", "lost\u202e");

    assertThat(log.take()).containsExactly("<4>fake: a\\u000a<3>b: lost\\u202e");
    assertThat(remarks.standing())
        .containsExactly(new RemarkLog.Remark(true, "a\\u000a<3>b: lost\\u202e"));
  }

  @Test
  void thingsHaveABoundThatIsNamedOnceAndFirstGoesWhatIsFine() {
    for (int i = 0; i < 200; i++) {
      remarks.absent("thing " + i, "not supported");
    }
    assertThat(remarks.standing()).hasSize(100);
    assertThat(log.take())
        .hasSize(101)
        .contains("<6>fake: thing 99: not supported")
        .endsWith("<4>fake: more than 100 remarks; the others are left out");

    clock.pass(60 * SECOND);
    remarks.fine("thing 7");
    remarks.absent("late", "not supported");
    remarks.absent("later", "not supported");

    assertThat(log.take())
        .containsExactly("<6>fake: thing 7: works again", "<6>fake: late: not supported");
    assertThat(remarks.standing()).hasSize(100);
  }
}
