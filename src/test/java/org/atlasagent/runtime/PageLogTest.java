package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.atlasagent.web.RequestListener.Failure;
import org.junit.jupiter.api.Test;

class PageLogTest {
  private final FakeClock clock = new FakeClock();
  private final LogLines lines = new LogLines(clock);
  private final PageLog log = new PageLog(clock, lines.log());

  @Test
  void eachFailureIsSaidOnce() {
    for (int i = 0; i < 1000; i++) {
      for (Failure failure : Failure.values()) {
        log.failed(failure);
      }
      log.served();
      clock.pass(TimeUnit.MILLISECONDS.toNanos(500));
    }

    assertThat(lines.take())
        .containsExactly(
            "<6>page: requests are refused: for another host's name, or not understood",
            "<4>page: requests are cut off: there are too many at once",
            "<6>page: a client left before it had its answer, or took it too slowly");
  }

  @Test
  void thatItIsOverIsSaidAfterAMinuteWithoutAnother() {
    log.served();
    log.failed(Failure.BUSY);
    clock.pass(TimeUnit.SECONDS.toNanos(40));
    log.failed(Failure.BUSY);
    clock.pass(TimeUnit.SECONDS.toNanos(40));
    log.served();
    assertThat(lines.take()).hasSize(1);

    clock.pass(TimeUnit.SECONDS.toNanos(21));
    log.served();
    log.served();
    assertThat(lines.take()).containsExactly("<6>page: all requests are answered again");

    log.failed(Failure.BUSY);
    assertThat(lines.take()).hasSize(1);
  }
}
