package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Series;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Batch batch = new Batch();
  private final Series series = BatchTest.series(batch, "a");
  private final Recording transport = new Recording();
  private final Outbox outbox = new Outbox(batch, transport);

  @Test
  void everythingThatFitsLeavesInOneDatagram() {
    samples(3);
    assertThat(outbox.pump()).isFalse();
    assertThat(transport.sent).containsExactly("g:a:0\ng:a:1\ng:a:2\n");
    assertThat(outbox.linesSent()).isEqualTo(3);
    assertThat(batch.isEmpty()).isTrue();
  }

  @Test
  void nothingIsSentWhenNothingWaits() {
    assertThat(outbox.pump()).isFalse();
    assertThat(transport.sent).isEmpty();
  }

  @Test
  void aLineIsNeverSplit() {
    transport.bound = 13;
    samples(5);
    outbox.pump();
    assertThat(transport.sent).containsExactly("g:a:0\ng:a:1\n", "g:a:2\ng:a:3\n", "g:a:4\n");
  }

  @Test
  void aDatagramMayReachTheBoundExactly() {
    transport.bound = 12;
    samples(2);
    outbox.pump();
    assertThat(transport.sent).containsExactly("g:a:0\ng:a:1\n");
  }

  @Test
  void fiveDatagramsLeaveAtOnceAndTheRestLater() {
    transport.bound = 6;
    samples(8);
    assertThat(outbox.pump()).isTrue();
    assertThat(transport.sent).hasSize(5);
    samples(1);
    assertThat(outbox.pump()).isFalse();
    assertThat(transport.sent).hasSize(9).last().isEqualTo("g:a:0\n");
  }

  @Test
  void aLineOverTheBoundIsDroppedAndCounted() {
    transport.bound = 12;
    samples(1);
    series.sample(123456789);
    series.sample(123456789);
    series.sample(7);
    assertThat(outbox.pump()).isFalse();
    assertThat(transport.sent).containsExactly("g:a:0\n", "g:a:7\n");
    assertThat(outbox.linesDropped()).isEqualTo(2);
    assertThat(outbox.linesSent()).isEqualTo(2);
    assertThat(batch.isEmpty()).isTrue();
  }

  @Test
  void aFailureCostsItsLinesAndIsTheProblemUntilOneArrives() {
    transport.delivery = new Delivery.Dropped("connect: ENOENT (/x)");
    samples(3);
    outbox.pump();
    assertThat(outbox.linesDropped()).isEqualTo(3);
    assertThat(outbox.problem()).hasValue("connect: ENOENT (/x)");
    transport.delivery = Delivery.SENT;
    samples(2);
    outbox.pump();
    assertThat(outbox.linesSent()).isEqualTo(2);
    assertThat(outbox.linesDropped()).isEqualTo(3);
    assertThat(outbox.problem()).isEmpty();
  }

  @Test
  void whatIsOnlyTakenIsCountedByTheTransport() {
    transport.delivery = Delivery.TAKEN;
    samples(3);
    outbox.pump();
    assertThat(outbox.linesSent()).isZero();
    assertThat(outbox.linesDropped()).isZero();
    assertThat(outbox.problem()).isEmpty();
    transport.aftermath = new Aftermath(5, 7, Optional.of("answers 400"));
    assertThat(outbox.linesSent()).isEqualTo(5);
    assertThat(outbox.linesDropped()).isEqualTo(7);
    assertThat(outbox.problem()).hasValue("answers 400");
  }

  @Test
  void aFailedRunCanBeTakenBackWhileOlderLinesWait() {
    transport.bound = 6;
    samples(7);
    assertThat(outbox.pump()).isTrue();
    long mark = batch.mark();
    samples(100);
    batch.resetTo(mark);
    assertThat(outbox.pump()).isFalse();
    assertThat(transport.sent).hasSize(7).last().isEqualTo("g:a:6\n");
  }

  @Test
  void linesOverTheBatchsBoundCountAsDropped() {
    for (int i = 0; i < 1_000_000; i++) {
      series.sample(i);
    }
    long dropped = outbox.linesDropped();
    assertThat(dropped).isPositive();
    outbox.pump();
    assertThat(outbox.linesSent() + dropped).isEqualTo(1_000_000);
  }

  @Test
  void closesItsTransport() {
    outbox.close();
    assertThat(transport.closed).isTrue();
  }

  private void samples(int count) {
    for (int i = 0; i < count; i++) {
      series.sample(i);
    }
  }

  /** Keeps what it is given. */
  private static final class Recording implements Transport {
    private final List<String> sent = new ArrayList<>();
    private Delivery delivery = Delivery.SENT;
    private Aftermath aftermath = Aftermath.NONE;
    private int bound = Integer.MAX_VALUE;
    private boolean closed;

    @Override
    public Delivery send(byte[] bytes, int offset, int length) {
      sent.add(new String(bytes, offset, length, US_ASCII));
      return delivery;
    }

    @Override
    public Delivery probe() {
      return delivery;
    }

    @Override
    public Aftermath aftermath() {
      return aftermath;
    }

    @Override
    public int bound() {
      return bound;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
