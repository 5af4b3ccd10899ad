package org.atlasagent.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.atlasagent.spectatord.Flaw;
import org.junit.jupiter.api.Test;

/** What lines come to, on a clock that the test moves. */
class ReceiverTest {
  private static final float NONE = Float.NaN;

  private long nanos = 77;
  private long wallMillis = 1_000_000;
  private final Receiver receiver = receiver(new Capacity(1000, 100_000));

  private Receiver receiver(Capacity capacity) {
    return new Receiver(capacity, nanos, () -> nanos, () -> wallMillis, LineListener.NONE);
  }

  @Test
  void aCounterIsTheRateOfWhatWasAddedInAStep() {
    send("c:a:10\nc:a:5");
    pass(5);
    pass(5);
    send("c:a:1");
    pass(5);

    assertThat(history("a", Statistic.COUNT)).containsExactly(3f, 0f, 0.2f);
    assertThat(row("a").reading()).isEqualTo(new Reading.Total(16));
    assertThat(value("a", Statistic.COUNT)).isEqualTo(0.2);
  }

  @Test
  void anUnsignedTotalGivesTheRateBetweenTwoSamples() {
    send("U:a:100");
    pass(60);
    send("U:a:160");
    pass(5);

    float[] expected = filled(13, NONE);
    expected[12] = 1;
    assertThat(history("a", Statistic.COUNT)).containsExactly(expected);
    assertThat(row("a").reading()).isEqualTo(new Reading.Total(160));
  }

  @Test
  void anUnsignedTotalWrapsAndDoesNotRunBackwards() {
    send("U:a:18446744073709551611");
    pass(5);
    send("U:a:5");
    pass(5);
    send("U:a:1");
    pass(5);
    send("U:a:11");
    pass(5);

    assertThat(history("a", Statistic.COUNT)).containsExactly(NONE, 2f, 0f, 2f);
  }

  @Test
  void aTotalWithAFractionThatWentBackGivesNoRate() {
    send("C:a:10");
    pass(5);
    send("C:a:12.5");
    pass(5);
    send("C:a:1");
    pass(5);
    send("C:a:2");
    pass(5);

    assertThat(history("a", Statistic.COUNT)).containsExactly(NONE, 0.5f, NONE, 0.2f);
  }

  @Test
  void aGaugeHoldsItsLastValueForItsTimeToLive() {
    send("g,10:a:1");
    send("g,10:a:2");
    pass(5);
    pass(5);
    send("g,10:a:-3.5");
    pass(5);
    pass(10);
    pass(5);

    assertThat(history("a", Statistic.GAUGE)).containsExactly(2f, 2f, -3.5f, -3.5f, NONE, NONE);
    assertThat(row("a").reading()).isEqualTo(new Reading.Silent());
  }

  @Test
  void aGaugeThatCameBackLeavesItsGap() {
    send("g,5:a:1");
    pass(5);
    pass(5);
    pass(5);
    send("g,5:a:1");
    pass(5);

    assertThat(history("a", Statistic.GAUGE)).containsExactly(1f, NONE, NONE, 1f);
  }

  @Test
  void aMaxGaugeIsTheLargestOfEachStep() {
    send("m:a:-7\nm:a:-5\nm:a:-6");
    pass(5);
    pass(5);
    send("m:a:4");
    pass(5);

    assertThat(history("a", Statistic.MAX)).containsExactly(-5f, NONE, 4f);
    assertThat(row("a").reading()).isEqualTo(new Reading.Level(4));
  }

  @Test
  void aTimerHasCountTotalAndMaximum() {
    send("t:a:0.5\nt:a:2\nt:a:0.5");
    pass(5);
    pass(5);
    send("t:a:1");
    pass(5);

    assertThat(history("a", Statistic.COUNT)).containsExactly(0.6f, 0, 0.2f);
    assertThat(history("a", Statistic.TOTAL)).containsExactly(0.6f, 0, 0.2f);
    assertThat(history("a", Statistic.MAX)).containsExactly(2, NONE, 1);
    assertThat(row("a").reading()).isEqualTo(new Reading.Summary(4, 4, OptionalDouble.of(2)));
  }

  @Test
  void whoeverLooksOnceAMinuteMissesNoPeak() {
    send("m:a:9\nt:b:9\nm:each.minute:1");
    for (int second = 5; second <= 300; second += 5) {
      pass(5);
      if (second % 60 == 0) {
        send("m:each.minute:1");
      }
      if (second <= 75) {
        assertThat(row("a").reading()).isEqualTo(new Reading.Level(9));
        assertThat(row("b").reading()).isEqualTo(new Reading.Summary(1, 9, OptionalDouble.of(9)));
      }
      assertThat(row("each.minute").reading()).isEqualTo(new Reading.Level(1));
    }

    assertThat(row("a").reading()).isEqualTo(new Reading.Silent());
    assertThat(row("b").reading()).isEqualTo(new Reading.Summary(1, 9, OptionalDouble.empty()));
  }

  @Test
  void aPeakIsKnownBeforeItsStepIsOver() {
    send("m:a:-3");
    pass(5);
    send("m:a:-4");
    assertThat(row("a").reading()).isEqualTo(new Reading.Level(-3));
    send("m:a:-2");
    assertThat(row("a").reading()).isEqualTo(new Reading.Level(-2));
  }

  @Test
  void anAgeGrowsAndDoesNotExpire() {
    send("A:zero:0\nA:given:990");
    pass(5);
    pass(2000);

    assertThat(row("zero").reading()).isEqualTo(new Reading.Level(2005));
    assertThat(row("given").reading()).isEqualTo(new Reading.Level(2015));
    assertThat(history("zero", Statistic.GAUGE)).endsWith(2005);
  }

  @Test
  void metersAreToldApartByLetterNameAndTagsInAnyOrder() {
    send("c:a,id=1,xx=2:1\nc:a,xx=2,id=1:1\ng:a,id=1,xx=2:1\nc:a,id=2,xx=2:1\nc:b,id=1,xx=2:1");

    assertThat(receiver.snapshot().rows()).hasSize(4);
    assertThat(receiver.snapshot().rows().stream().map(row -> row.id().toString()))
        .contains("a,id=1,xx=2", "a,id=2,xx=2", "b,id=1,xx=2");
  }

  @Test
  void aMeterWithoutALineForFifteenMinutesIsForgotten() {
    send("c:old:1\ng,5000:gauge:1");
    for (int i = 0; i < 180; i++) {
      pass(5);
      send("c:young:1");
    }
    assertThat(names()).containsExactlyInAnyOrder("old", "gauge", "young");

    pass(5);
    assertThat(names()).containsExactly("young");
    send("c:old:1");
    assertThat(names()).containsExactlyInAnyOrder("old", "young");
  }

  @Test
  void theLastHalfHourIsKept() {
    send("g,5000:still:7");
    for (int i = 0; i < 400; i++) {
      send("m:moving:" + i + "\ng,5000:still:7");
      pass(5);
    }

    float[] moving = history("moving", Statistic.MAX);
    assertThat(moving).hasSize(360).startsWith(40f).endsWith(399f);
    assertThat(history("still", Statistic.GAUGE)).containsExactly(filled(360, 7));
  }

  @Test
  void aFullLogForgetsTheOldestOfAllButNotWhatStillHolds() {
    Receiver small = receiver(new Capacity(10, 4096));
    send(small, "g,9000:still:7\ng,9000:stairs:0");
    for (int i = 0; i < 300; i++) {
      StringBuilder lines = new StringBuilder("g,9000:still:7");
      for (int j = 0; j < 20; j++) {
        lines.append("\nm:m").append(j % 7).append(":").append(i);
      }
      lines.append(i == 290 ? "\ng,9000:stairs:1" : "");
      send(small, lines.toString());
      for (int j = 0; j < 100 && i < 290; j++) {
        send(small, "A:a:" + i);
      }
      pass(5);
      small.tick();
    }
    pass(5);

    assertThat(history(small, "still", Statistic.GAUGE)).endsWith(7, 7, 7).startsWith(7);
    assertThat(history(small, "m3", Statistic.MAX)).endsWith(298, 299, NONE);
    assertThat(history(small, "stairs", Statistic.GAUGE)).endsWith(1, 1, 1);
  }

  @Test
  void seriesOverTheCapacityAreRefusedAndThoseThatAreKnownGoOn() {
    Receiver small = receiver(new Capacity(2, 100));
    send(small, "c:a:1\nc:b:1\nc:c:1\nc:a:1");

    assertThat(small.refused(Flaw.MANY_SERIES)).isEqualTo(1);
    assertThat(small.snapshot().accepted()).isEqualTo(3);
    assertThat(small.snapshot().refused()).isEqualTo(1);
  }

  @Test
  void identitiesOfGreatLengthAreBoundedToo() {
    Receiver small = receiver(new Capacity(2, 100));
    send(small, "c:" + "n".repeat(250) + ",id=" + "v".repeat(100) + ":1");
    send(small, "c:" + "m".repeat(250) + ":1");

    assertThat(small.refused(Flaw.MANY_SERIES)).isEqualTo(1);
  }

  @Test
  void aWrongLineCostsItselfOnly() {
    List<String> heard = new ArrayList<>();
    Receiver listened =
        new Receiver(
            new Capacity(10, 100),
            nanos,
            () -> nanos,
            () -> wallMillis,
            new LineListener() {
              @Override
              public void accepted(
                  byte[] bytes, int from, int to, org.atlasagent.spectatord.LineParser line) {
                heard.add(new String(bytes, from, to - from, US_ASCII));
              }

              @Override
              public void refused(byte[] bytes, int from, int to, Flaw flaw) {
                heard.add(new String(bytes, from, to - from, US_ASCII) + " " + flaw);
              }
            });
    send(listened, "c:a:1\n\nc:a:x\nc:b:2\n");

    assertThat(heard).containsExactly("c:a:1", "c:a:x NUMBER", "c:b:2");
    assertThat(listened.refused(Flaw.NUMBER)).isEqualTo(1);
  }

  @Test
  void manyMetersAreFoundAgain() {
    Receiver large = receiver(new Capacity(20_000, 1000));
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20_000; i++) {
        send(large, "c:name,id=" + i + ":1");
      }
    }

    assertThat(large.snapshot().rows())
        .hasSize(20_000)
        .allMatch(row -> row.reading().equals(new Reading.Total(2)));
    assertThat(large.snapshot().rows().stream().mapToInt(Snapshot.Row::number).distinct().count())
        .isEqualTo(20_000);
  }

  @Test
  void historyBeginsWhereItIsAskedToAndSaysHowOldItIs() {
    for (int i = 0; i < 10; i++) {
      send("m:a:" + i);
      pass(5);
    }
    nanos += 2_000_000_000;

    History all = receiver.history(new int[] {row("a").number(), 4711}, 7);
    assertThat(all.first()).isEqualTo(7);
    assertThat(all.last()).isEqualTo(9);
    assertThat(all.ageMillis()).isEqualTo(2000);
    assertThat(all.lines()).hasSize(1);
    assertThat(values(all.lines().getFirst())).containsExactly(7, 8, 9);
    assertThat(receiver.history(new int[] {row("a").number()}, 10).lines().getFirst().size())
        .isZero();
    assertThat(receiver.history(new int[] {row("a").number()}, 4000).first()).isEqualTo(10);
  }

  @Test
  void beforeTheFirstStepIsOverThereIsNoPastButTheValuesAreKnown() {
    send("g:a:3");

    assertThat(receiver.snapshot().step()).isEqualTo(-1);
    assertThat(receiver.history(new int[] {row("a").number()}, 0).lines().getFirst().size())
        .isZero();
    assertThat(row("a").reading()).isEqualTo(new Reading.Level(3));
    assertThat(receiver.tick()).isEqualTo(5_000_000_000L);
  }

  @Test
  void ratesAreOfMeasuredTimeButNeverOfLessThanAStep() {
    send("U:a:0\nC:b:0");
    nanos += 1_500_000_000;
    send("U:a:3");
    pass(5);
    assertThat(value("a", Statistic.COUNT)).isCloseTo(0.6, within(1e-6));

    nanos += 2_500_000_000L;
    send("C:b:18");
    pass(5);
    assertThat(value("b", Statistic.COUNT)).isCloseTo(2, within(1e-6));
  }

  private void send(String lines) {
    send(receiver, lines);
  }

  private static void send(Receiver receiver, String lines) {
    byte[] bytes = ("??" + lines).getBytes(US_ASCII);
    receiver.accept(bytes, 2, bytes.length - 2);
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i += 5) {
      nanos += 5_000_000_000L;
      wallMillis += 5_000;
      receiver.tick();
    }
  }

  private Snapshot.Row row(String name) {
    return row(receiver, name);
  }

  private static Snapshot.Row row(Receiver receiver, String name) {
    return receiver.snapshot().rows().stream()
        .filter(row -> row.id().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names() {
    return receiver.snapshot().rows().stream().map(row -> row.id().name()).toList();
  }

  private double value(String name, Statistic statistic) {
    return row(name).values().stream()
        .filter(value -> value.statistic() == statistic)
        .findFirst()
        .orElseThrow()
        .value();
  }

  private float[] history(String name, Statistic statistic) {
    return history(receiver, name, statistic);
  }

  private static float[] history(Receiver receiver, String name, Statistic statistic) {
    return receiver.history(new int[] {row(receiver, name).number()}, 0).lines().stream()
        .filter(line -> line.statistic() == statistic)
        .map(ReceiverTest::values)
        .findFirst()
        .orElseThrow();
  }

  private static float[] values(History.Line line) {
    float[] values = new float[line.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = line.value(i);
    }
    return values;
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    java.util.Arrays.fill(values, value);
    return values;
  }
}
