package org.atlasagent.receiver;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.atlasagent.spectatord.Delivery;
import org.atlasagent.spectatord.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The way from a sender of this process to a {@link Receiver}, which keeps the two apart: the
 * sender leaves a copy of its lines and goes on, and a thread of its own brings them to the
 * receiver. So whoever looks at the receiver, and for how long, never holds up the sender.
 */
public final class Intake implements Transport, Runnable {
  /** What the senders of a whole round leave at once, several times over. */
  private static final int MOST_WAITING = 64;

  private static final int LARGEST = 60_000;

  private final Receiver receiver;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean closed;

  /** Brings lines to a receiver while its {@link #run} is executed. */
  public Intake(Receiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public Delivery send(byte[] bytes, int offset, int length) {
    return waiting.offer(Arrays.copyOfRange(bytes, offset, offset + length))
        ? Delivery.SENT
        : new Delivery.Dropped("receiver: it does not keep up");
  }

  @Override
  public Delivery probe() {
    return Delivery.SENT;
  }

  @Override
  public int bound() {
    return LARGEST;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Brings lines and ends steps until it is closed or the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!closed) {
        byte @Nullable [] lines = waiting.poll(receiver.tick(), TimeUnit.NANOSECONDS);
        if (lines != null) {
          receiver.accept(lines, 0, lines.length);
        }
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }
}
