package org.atlasagent.source.host;

import java.util.Optional;
import org.atlasagent.linux.AdjustTime;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.source.SourceException;

/** The clock of the running kernel, from adjtimex(2). */
public final class AdjustTimeClock implements KernelClock {
  @Override
  public Optional<KernelClockState> state() {
    AdjustTime answer = ask();
    return Optional.of(
        new KernelClockState(
            answer.state() == AdjustTime.TIME_ERROR, answer.estimatedErrorMicros()));
  }

  private static AdjustTime ask() {
    try {
      return AdjustTime.read();
    } catch (LinuxException failure) {
      throw new SourceException(
          "the kernel's clock", failure.call() + ": " + failure.errno(), failure);
    }
  }
}
