package org.atlasagent.atlas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;
import org.atlasagent.receiver.StepListener;
import org.atlasagent.receiver.StepStatistic;
import org.jspecify.annotations.Nullable;

/** Makes requests' bodies of the values of each step, and puts them where they wait. */
final class StepEncoder implements StepListener {
  private final Waiting waiting;
  private final int mostValues;
  private final LongSupplier nanoTime;
  private final LongSupplier wallMillis;
  private final Runnable eachStep;
  private final StepTimes times = new StepTimes();
  private long timestamp;
  private @Nullable Body body;

  /**
   * An encoder that has heard nothing.
   *
   * @param mostValues of one request
   * @param nanoTime the monotonic clock
   * @param wallMillis the wall clock
   * @param eachStep what is done with each step
   */
  StepEncoder(
      Waiting waiting,
      int mostValues,
      LongSupplier nanoTime,
      LongSupplier wallMillis,
      Runnable eachStep) {
    this.waiting = waiting;
    this.mostValues = mostValues;
    this.nanoTime = nanoTime;
    this.wallMillis = wallMillis;
    this.eachStep = eachStep;
  }

  @Override
  public void begin(int step, long ageMillis) {
    eachStep.run();
    timestamp = times.of(step, wallMillis.getAsLong() - ageMillis);
  }

  @Override
  public void value(byte[] id, StepStatistic statistic, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    try {
      Body open = body == null ? new Body(timestamp) : body;
      body = open;
      open.append(id, statistic, value);
      if (open.values() == mostValues) {
        pass(open);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public void complete() {
    try {
      if (body != null) {
        pass(body);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void pass(Body full) throws IOException {
    body = null;
    waiting.add(new Payload(full.end(), full.values(), nanoTime.getAsLong()));
  }
}
