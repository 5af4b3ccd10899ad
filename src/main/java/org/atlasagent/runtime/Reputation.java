package org.atlasagent.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the last question to each key taught: whether it answered in time or hung. Keys come and go
 * with mounts, so only those that were asked lately are remembered.
 */
final class Reputation {
  private enum Lesson {
    ANSWERED,
    HUNG
  }

  private final Map<String, Lesson> lessons = new RecentlyUsed();

  private static final class RecentlyUsed extends LinkedHashMap<String, Lesson> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 10_000;

    RecentlyUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Lesson> eldest) {
      return size() > MOST;
    }
  }

  void answered(String key) {
    lessons.put(key, Lesson.ANSWERED);
  }

  void hung(String key) {
    lessons.put(key, Lesson.HUNG);
  }

  /** Whether it answered in time. */
  boolean isTrusted(String key) {
    return lessons.get(key) == Lesson.ANSWERED;
  }

  /** Whether it hung. */
  boolean isSuspect(String key) {
    return lessons.get(key) == Lesson.HUNG;
  }

  /** Whether there is any key that answered in time. */
  boolean trustsAny() {
    return lessons.containsValue(Lesson.ANSWERED);
  }

  /** The place in the order of asking: trusted ones first, suspects last. */
  int rank(String key) {
    if (isTrusted(key)) {
      return 0;
    }
    return isSuspect(key) ? 2 : 1;
  }
}
