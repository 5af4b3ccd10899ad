package org.atlasagent.spectatord;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits in a {@link Batch}, in as few datagrams as the transport's bound allows and a
 * few at a time: a receiver's queue holds ten by default, and more at once would be lost. Never
 * splits a line. Used by one thread.
 */
public final class Outbox implements AutoCloseable {
  /** How many milliseconds to wait before the next {@link #pump()} when more is waiting. */
  public static final int PAUSE_MILLIS = 20;

  private static final int MOST_AT_ONCE = 5;

  private final Batch batch;
  private final Transport transport;
  private long linesSent;
  private long linesDropped;
  private @Nullable String problem;

  /** Sends the lines of a batch through a transport, which it closes in the end. */
  public Outbox(Batch batch, Transport transport) {
    this.batch = batch;
    this.transport = transport;
  }

  /**
   * Sends at most five datagrams.
   *
   * @return whether more is waiting, which is to be sent after a pause
   */
  public boolean pump() {
    for (int i = 0; i < MOST_AT_ONCE && dropOversized(); i++) {
      sendOne();
    }
    return !batch.isEmpty();
  }

  /** Lines that left, since the start. */
  public long linesSent() {
    return linesSent + transport.aftermath().sent();
  }

  /** Lines that were lost, since the start: with a failed datagram, or over one of the bounds. */
  public long linesDropped() {
    return linesDropped + batch.dropped() + transport.aftermath().dropped();
  }

  /** Why the last datagram was not sent, or what it came to is lost; empty when all is well. */
  public Optional<String> problem() {
    return problem == null ? transport.aftermath().problem() : Optional.of(problem);
  }

  @Override
  public void close() {
    transport.close();
  }

  /** Drops lines at the front that fit into no datagram; whether a line waits behind them. */
  private boolean dropOversized() {
    while (!batch.isEmpty() && batch.firstLine() > transport.bound()) {
      linesDropped++;
      batch.remove(batch.firstLine());
    }
    return !batch.isEmpty();
  }

  private void sendOne() {
    int length = batch.wholeLines(transport.bound());
    int lines = batch.lines(length);
    Delivery delivery = transport.send(batch.bytes(), batch.start(), length);
    batch.remove(length);
    switch (delivery) {
      case Delivery.Sent sent -> {
        linesSent += lines;
        problem = null;
      }
      case Delivery.Taken taken -> problem = null;
      case Delivery.Dropped dropped -> {
        linesDropped += lines;
        problem = dropped.reason();
      }
    }
  }
}
