package org.atlasagent.atlas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What waits to be sent, oldest first. Bounded in bytes: the oldest goes when there is more, and is
 * counted.
 */
final class Waiting {
  private final int mostBytes;
  private final Deque<Payload> payloads = new ArrayDeque<>();
  private int bytes;
  private boolean closed;
  private final AtomicLong dropped = new AtomicLong();

  Waiting(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Appends what is to be sent. */
  synchronized void add(Payload payload) {
    payloads.addLast(payload);
    bytes += payload.body().length;
    while (bytes > mostBytes && payloads.size() > 1) {
      dropped.addAndGet(removeFirst().values());
    }
    notifyAll();
  }

  /** Takes the oldest off, and waits for it; empty when it is closed and nothing is left. */
  synchronized Optional<Payload> take() throws InterruptedException {
    while (payloads.isEmpty()) {
      if (closed) {
        return Optional.empty();
      }
      wait();
    }
    return Optional.of(removeFirst());
  }

  /** Waits, but not when it is closed. */
  synchronized void pause(long millis, LongSupplier nanoTime) throws InterruptedException {
    long end = nanoTime.getAsLong() + millis * 1_000_000;
    for (long left = millis; left > 0 && !closed; ) {
      wait(left);
      left = (end - nanoTime.getAsLong()) / 1_000_000;
    }
  }

  /** Nothing more will be added; wakes who waits. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Values that were dropped since the start. */
  long dropped() {
    return dropped.get();
  }

  private Payload removeFirst() {
    Payload first = payloads.removeFirst();
    bytes -= first.body().length;
    return first;
  }
}
