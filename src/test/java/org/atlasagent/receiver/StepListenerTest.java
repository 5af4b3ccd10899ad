package org.atlasagent.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of each step, on a clock that the test moves. */
class StepListenerTest {
  private long nanos = 77;
  private long wallMillis = 1_000_000;
  private final Told told = new Told();
  private final Receiver receiver =
      new Receiver(
          new Capacity(100, 1), nanos, () -> nanos, () -> wallMillis, LineListener.NONE, told);

  @Test
  void aCounterIsARateAndItsZerosAreKnown() {
    send("c:a,xx=y:10\nc:a,xx=y:5");
    pass(1);
    pass(1);

    assertThat(told.steps)
        .containsExactly(List.of("a,xx=y count 3.0"), List.of("a,xx=y count 0.0"));
  }

  @Test
  void aGaugeHoldsForItsTimeToLiveWithAllItsDigits() {
    send("g,10:a:123456789.125");
    pass(4);

    assertThat(told.steps)
        .containsExactly(
            List.of("a gauge 1.23456789125E8"),
            List.of("a gauge 1.23456789125E8"),
            List.of("a gauge NaN"),
            List.of("a gauge NaN"));
  }

  @Test
  void aMaximumIsThatOfItsStepOnly() {
    send("m:a:4\nm:a:7");
    pass(2);

    assertThat(told.steps).containsExactly(List.of("a max 7.0"), List.of("a max NaN"));
  }

  /** The rate of a minute is told for a minute: what it adds up to is what the source counted. */
  @Test
  void aRateBetweenTwoSamplesIsToldForAsLongAsItWasMeasured() {
    send("U:a:100");
    pass(12);
    send("U:a:700");
    pass(20);

    assertThat(told.values("a count"))
        .hasSize(32)
        .startsWith(nans(12))
        .endsWith(nans(8))
        .filteredOn(value -> !Double.isNaN(value))
        .hasSize(12)
        .allMatch(value -> value == 10);
  }

  @Test
  void aTotalThatIsSampledInEveryStepIsToldOnceForEach() {
    send("C:a:1");
    pass(1);
    send("C:a:2.5");
    pass(1);
    send("C:a:2.5");
    pass(2);

    assertThat(told.values("a count")).containsExactly(Double.NaN, 0.3, 0.0, Double.NaN);
  }

  @Test
  void aTimerHasFourStatisticsAndADistributionItsOwnTotal() {
    send("t:a:1\nt:a:3");
    pass(2);
    assertThat(told.steps)
        .containsExactly(
            List.of("a count 0.4", "a totalTime 0.8", "a max 3.0", "a totalOfSquares 2.0"),
            List.of("a count 0.0", "a totalTime 0.0", "a max NaN", "a totalOfSquares 0.0"));

    told.steps.clear();
    send("D:b:10");
    pass(1);
    assertThat(told.steps.getFirst())
        .contains("b count 0.2", "b totalAmount 2.0", "b max 10.0", "b totalOfSquares 20.0");
  }

  @Test
  void whatHasExpiredIsNotToldAnyMore() {
    send("c:a:1");
    pass(180);
    assertThat(told.steps.getLast()).containsExactly("a count 0.0");
    pass(1);

    assertThat(told.steps.getLast()).isEmpty();
  }

  @Test
  void aStepThatWasLeftLateIsToldWithItsAge() {
    send("c:a:5");
    nanos += 18_250_000_000L;
    receiver.tick();

    assertThat(told.steps).containsExactly(List.of("a count 1.0"));
    assertThat(told.begins).containsExactly("0 13250");
  }

  private void send(String lines) {
    byte[] bytes = lines.getBytes(US_ASCII);
    receiver.accept(bytes, 0, bytes.length);
  }

  private void pass(int steps) {
    for (int i = 0; i < steps; i++) {
      nanos += 5_000_000_000L;
      wallMillis += 5_000;
      receiver.tick();
    }
  }

  private static Double[] nans(int count) {
    Double[] nans = new Double[count];
    java.util.Arrays.fill(nans, Double.NaN);
    return nans;
  }

  private static final class Told implements StepListener {
    private final List<List<String>> steps = new ArrayList<>();
    private final List<String> begins = new ArrayList<>();

    @Override
    public void begin(int step, long ageMillis) {
      begins.add(step + " " + ageMillis);
      steps.add(new ArrayList<>());
    }

    @Override
    public void value(byte[] id, StepStatistic statistic, double value) {
      steps.getLast().add(new String(id, US_ASCII) + " " + statistic.title() + " " + value);
    }

    @Override
    public void complete() {}

    private List<Double> values(String what) {
      return steps.stream()
          .flatMap(List::stream)
          .filter(line -> line.startsWith(what + " "))
          .map(line -> Double.valueOf(line.substring(what.length() + 1)))
          .toList();
    }
  }
}
