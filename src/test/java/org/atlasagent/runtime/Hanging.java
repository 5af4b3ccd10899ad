package org.atlasagent.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.atlasagent.testing.Await;

/** Questions that hang until they are released. */
final class Hanging implements AutoCloseable {
  private final Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();
  private final List<CountDownLatch> all = new CopyOnWriteArrayList<>();
  private final List<String> started = new CopyOnWriteArrayList<>();

  /** A question that is answered with its key once it has been released. */
  Callable<String> question(String key) {
    CountDownLatch latch = new CountDownLatch(1);
    latches.put(key, latch);
    all.add(latch);
    return () -> {
      started.add(key);
      latch.await();
      return key;
    };
  }

  /** The keys of the questions that were begun, in that order. */
  List<String> started() {
    return started;
  }

  void awaitStart(String key) {
    Await.until(key + " is asked", () -> started.contains(key));
  }

  /** Releases the latest question with a key. */
  void release(String key) {
    CountDownLatch latch = latches.get(key);
    if (latch == null) {
      throw new AssertionError("nothing hangs that is called " + key);
    }
    latch.countDown();
  }

  /** Releases everything. */
  @Override
  public void close() {
    all.forEach(CountDownLatch::countDown);
  }
}
