package org.atlasagent.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Keeps what it is told, and when. */
final class RecordingSupervisor implements Supervisor {
  private final Clock clock;
  private final long start;
  private final List<String> words = new ArrayList<>();
  private final List<Long> signs = new ArrayList<>();
  private long period = TimeUnit.DAYS.toNanos(1);
  private long next;

  RecordingSupervisor(Clock clock) {
    this.clock = clock;
    start = clock.nanos();
    next = start + period;
  }

  /** Wants a sign of life so often. */
  void every(long nanos) {
    period = nanos;
    next = start + period;
  }

  List<String> words() {
    return words;
  }

  /** The times of the signs of life. */
  List<Long> signs() {
    return signs;
  }

  @Override
  public void ready() {
    say("ready");
  }

  @Override
  public void trouble(Optional<String> what) {
    say(what.map(it -> "trouble " + it).orElse("well"));
  }

  @Override
  public long beforeSign(long nanos) {
    return next - nanos < 0 ? next : nanos;
  }

  @Override
  public void alive() {
    if (clock.nanos() - next >= 0) {
      signs.add(clock.nanos());
      next = clock.nanos() + period;
    }
  }

  @Override
  public void close() {
    say("end");
  }

  private void say(String word) {
    words.add(TimeUnit.NANOSECONDS.toSeconds(clock.nanos() - start) + " s: " + word);
  }
}
