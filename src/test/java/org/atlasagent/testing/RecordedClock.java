package org.atlasagent.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.atlasagent.source.host.KernelClock;
import org.atlasagent.source.host.KernelClockState;

/**
 * What adjtimex(2) said on a recorded host: {@code replies/adjtimex}, a line for what it returned
 * and one for each field of struct timex.
 */
final class RecordedClock implements KernelClock {
  private static final long TIME_ERROR = 5;

  private final Replies replies;

  RecordedClock(Path root) {
    replies = new Replies(root);
  }

  @Override
  public Optional<KernelClockState> state() {
    return replies.lines("adjtimex").map(RecordedClock::state);
  }

  private static KernelClockState state(List<String> lines) {
    Map<String, Long> fields = new HashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      fields.put(words[0], Long.valueOf(words[1]));
    }
    return new KernelClockState(
        Objects.requireNonNull(fields.get("returned")) == TIME_ERROR,
        Objects.requireNonNull(fields.get("esterror")));
  }
}
