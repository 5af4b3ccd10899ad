package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Series;
import org.atlasagent.meter.Unit;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final Batch batch = new Batch();
  private final Series series = series(batch, "a");

  @Test
  void eachSampleIsALine() {
    series.sample(1.5);
    series.sample(-3L);
    series.sampleUnsigned(-1L);
    assertThat(text()).isEqualTo("g:a:1.5\ng:a:-3\ng:a:18446744073709551615\n");
    assertThat(batch.lines()).isEqualTo(3);
  }

  @Test
  void whatIsNotFiniteIsLeftOut() {
    series.sample(Double.NaN);
    series.sample(Double.POSITIVE_INFINITY);
    series.sample(Double.NEGATIVE_INFINITY);
    assertThat(batch.isEmpty()).isTrue();
    assertThat(batch.dropped()).isZero();
  }

  @Test
  void aMarkTakesBackWhatCameAfterIt() {
    series.sample(1);
    long mark = batch.mark();
    series.sample(2);
    series.sample(3);
    batch.resetTo(mark);
    series.sample(4);
    assertThat(text()).isEqualTo("g:a:1\ng:a:4\n");
    assertThat(batch.lines()).isEqualTo(2);
  }

  @Test
  void aMarkHoldsWhileOlderLinesLeave() {
    series.sample(1);
    series.sample(2);
    long mark = batch.mark();
    series.sample(3);
    batch.remove(batch.firstLine());
    batch.resetTo(mark);
    assertThat(text()).isEqualTo("g:a:2\n");
  }

  @Test
  void aMarkHoldsWhenTheBytesMoveAndGrow() {
    for (int i = 0; i < 1000; i++) {
      series.sample(1111);
    }
    batch.remove(990 * batch.firstLine());
    long mark = batch.mark();
    for (int i = 0; i < 10_000; i++) {
      series.sample(2222);
    }
    batch.resetTo(mark);
    assertThat(text()).isEqualTo("g:a:1111\n".repeat(10));
  }

  @Test
  void linesThatLeftStayGone() {
    long mark = batch.mark();
    series.sample(1);
    series.sample(2);
    batch.remove(batch.firstLine());
    batch.resetTo(mark);
    assertThat(batch.isEmpty()).isTrue();
    series.sample(3);
    assertThat(text()).isEqualTo("g:a:3\n");
  }

  @Test
  void theTextSinceAMarkLeavesOutWhatLeft() {
    long first = batch.mark();
    series.sample(1);
    long second = batch.mark();
    series.sample(2);
    assertThat(batch.textSince(second)).isEqualTo("g:a:2\n");
    assertThat(batch.textSince(first)).isEqualTo("g:a:1\ng:a:2\n");
    batch.remove(batch.firstLine());
    assertThat(batch.textSince(first)).isEqualTo("g:a:2\n");
    batch.clear();
    assertThat(batch.isEmpty()).isTrue();
    assertThat(batch.textSince(second)).isEmpty();
  }

  @Test
  void aMarkOfTheFutureIsAMistake() {
    assertThatThrownBy(() -> batch.resetTo(batch.mark() + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void linesOverTheBoundAreDroppedAndCounted() {
    Series wide = series(batch, "n".repeat(255));
    int lines = 0;
    while (batch.dropped() == 0 && lines < 100_000) {
      wide.sample(1);
      lines++;
    }
    assertThat(batch.size()).isBetween((4 << 20) - 1000, 4 << 20);
    assertThat(batch.dropped()).isEqualTo(1);
    assertThat(batch.lines()).isEqualTo(lines - 1);
    batch.remove(batch.wholeLines(10_000));
    wide.sample(1);
    assertThat(batch.dropped()).isEqualTo(1);
  }

  private String text() {
    return new String(batch.bytes(), batch.start(), batch.size(), US_ASCII);
  }

  static Series series(Batch batch, String name) {
    return batch.open(Metric.of(Kind.GAUGE, name, Unit.NONE), new MeterId(name, List.of()));
  }
}
