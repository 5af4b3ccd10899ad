package org.atlasagent.runtime;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the last question to each key taught: whether it answered in time or hung. What hangs takes
 * the trust in all of its kind, until each has answered again. Keys come and go with mounts, so
 * only those that were asked lately are remembered.
 */
final class Reputation {
  /** The rank of what answered in time: asked first. */
  static final int TRUSTED = 0;

  /** The rank of what never answered, or not since another one of its kind hung. */
  static final int UNKNOWN = 1;

  /** The rank of what hung: asked last. */
  static final int SUSPECT = 2;

  private static final int MOST = 10_000;

  private final LinkedHashMap<String, Lesson> lessons = new LinkedHashMap<>(16, 0.75f, true);
  private int trusted;

  /** What a key taught. */
  private record Lesson(String kind, boolean answered) {}

  void answered(String kind, String key) {
    learn(key, new Lesson(kind, true));
  }

  void hung(String kind, String key) {
    if (lessons.values().removeIf(lesson -> lesson.answered() && lesson.kind().equals(kind))) {
      trusted = (int) lessons.values().stream().filter(Lesson::answered).count();
    }
    learn(key, new Lesson(kind, false));
  }

  private void learn(String key, Lesson lesson) {
    count(lesson, 1);
    count(lessons.put(key, lesson), -1);
    if (lessons.size() > MOST) {
      count(lessons.pollFirstEntry().getValue(), -1);
    }
  }

  private void count(@Nullable Lesson lesson, int change) {
    if (lesson != null && lesson.answered()) {
      trusted += change;
    }
  }

  /** Whether it hung. */
  boolean isSuspect(String key) {
    return rank(key) == SUSPECT;
  }

  /** Whether there is any key that answered in time. */
  boolean trustsAny() {
    return trusted > 0;
  }

  /** The place in the order of asking: trusted ones first, suspects last. */
  int rank(String key) {
    Lesson lesson = lessons.get(key);
    if (lesson == null) {
      return UNKNOWN;
    }
    return lesson.answered() ? TRUSTED : SUSPECT;
  }
}
