package org.atlasagent.runtime;

import java.util.concurrent.Callable;

/**
 * A question on its way through a {@link BlockingPool}, whose lock guards what changes in here.
 *
 * @param <T> what the answer is
 */
final class BlockingCall<T> {
  /** What would hang together. */
  final String kind;

  /** What is asked, of which there is one question at a time. */
  final String key;

  final BlockingPool.Reply<? super T> reply;

  /** Whether it hangs, and its reply was told so. */
  boolean late;

  /** When it was asked, and later when a thread took it. */
  long since;

  private final Callable<T> question;

  BlockingCall(
      String kind,
      String key,
      Callable<T> question,
      BlockingPool.Reply<? super T> reply,
      long since) {
    this.kind = kind;
    this.key = key;
    this.question = question;
    this.reply = reply;
    this.since = since;
  }

  /** Asks, which may take for ever; what will tell the reply. Without the lock. */
  Runnable ask(Clock clock) {
    try {
      T answer = question.call();
      long now = clock.nanos();
      return () -> reply.answered(answer, now);
    } catch (Throwable failure) {
      // Whatever it is, the thread lives on and the asker hears of it.
      long now = clock.nanos();
      return () -> reply.failed(failure, now);
    }
  }
}
