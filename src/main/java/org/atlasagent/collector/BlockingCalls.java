package org.atlasagent.collector;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Asks what may never answer, such as a file system on a dead disk, without making the collectors
 * wait: the question runs on a thread of its own, the answer is handled by the collectors' thread.
 */
public interface BlockingCalls {
  /**
   * Asks a question in the current run of a collector.
   *
   * <p>While an earlier question with the same key has no answer, this one is not asked but counted
   * as lost. What the question throws becomes a failure of the collector.
   *
   * @param key what is asked, such as a mount point: unique within the collector
   * @param question may block; touches nothing that belongs to the collectors' thread
   * @param answer reports what was found; runs on the collectors' thread
   * @param <T> an immutable snapshot
   */
  <T> void ask(String key, Callable<T> question, Consumer<T> answer);

  /**
   * Asks a question about one of several things that are likely to hang together: while one of them
   * hangs, the others do not take the last way of asking from what is of another kind.
   *
   * @param kind what they have in common: unique within the collector
   */
  default <T> void ask(String kind, String key, Callable<T> question, Consumer<T> answer) {
    ask(key, question, answer);
  }
}
