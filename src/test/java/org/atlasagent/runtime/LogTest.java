package org.atlasagent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private final FakeClock clock = new FakeClock();

  @Test
  void theJournalGetsPrioritiesAndAddsTheTimeItself() {
    Log log = new Log(out, true, true, clock);
    log.error("one");
    log.warn("two");
    log.info("three");
    log.debug("four");

    assertThat(bytes.toString(UTF_8)).isEqualTo("<3>one\n<4>two\n<6>three\n<7>four\n");
  }

  @Test
  void elsewhereALineBeginsWithTheTimeInUtc() {
    new Log(out, false, false, clock).warn("load: failed");

    assertThat(bytes.toString(UTF_8)).isEqualTo("2023-11-14T22:13:20Z WARN load: failed\n");
  }

  @Test
  void everyDateIsThatOfTheCalendar() {
    LocalDate end = LocalDate.of(2200, 1, 1);
    for (LocalDate date = LocalDate.EPOCH; date.isBefore(end); date = date.plusDays(1)) {
      StringBuilder text = new StringBuilder();
      Log.appendDate(text, date.toEpochDay());
      assertThat(text).hasToString(date.toString());
    }
  }

  @Test
  void detailsAreForThoseWhoAskedForThem() {
    Log log = new Log(out, true, false, clock);
    log.debug("four");

    assertThat(log.isVerbose()).isFalse();
    assertThat(bytes.size()).isZero();
  }

  @Test
  void aHostileNameNeitherForgesALineNorHidesInOne() {
    Log log = new Log(out, true, false, clock);
    log.info("mount /a\n<3>forged\r\t\u001b[2J\u007f\u0085\u2028\u202e\u200b \u00e4 \u6f22");

    assertThat(bytes.toString(UTF_8))
        .isEqualTo(
            "<6>mount /a\\u000a<3>forged\\u000d\\u0009\\u001b[2J\\u007f\\u0085\\u2028\\u202e\\u200b"
                + " \u00e4 \u6f22\n");
  }

  @Test
  void aSilentLogKeepsNothing() {
    Log log = Log.silent(clock);
    log.error("one");

    assertThat(log.isVerbose()).isFalse();
    assertThat(bytes.size()).isZero();
  }
}
