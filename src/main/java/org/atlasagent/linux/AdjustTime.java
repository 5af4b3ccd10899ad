package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * What adjtimex(2) says about the kernel's clock. It is only asked, never adjusted, which needs no
 * privilege.
 *
 * @param state what the call returned: {@link #TIME_ERROR} while the clock is not synchronized
 * @param status the STA_ bits
 * @param maximumErrorMicros maxerror
 * @param estimatedErrorMicros esterror; without meaning while the clock is not synchronized
 */
public record AdjustTime(
    int state, int status, long maximumErrorMicros, long estimatedErrorMicros) {
  /** The clock is not synchronized to a reliable server. */
  public static final int TIME_ERROR = 5;

  /** struct timex on 64-bit machines; x86_64 and aarch64 are alike. */
  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
          JAVA_INT.withName("modes"),
          MemoryLayout.paddingLayout(4),
          JAVA_LONG.withName("offset"),
          JAVA_LONG.withName("freq"),
          JAVA_LONG.withName("maxerror"),
          JAVA_LONG.withName("esterror"),
          JAVA_INT.withName("status"),
          MemoryLayout.paddingLayout(4),
          JAVA_LONG.withName("constant"),
          JAVA_LONG.withName("precision"),
          JAVA_LONG.withName("tolerance"),
          MemoryLayout.sequenceLayout(2, JAVA_LONG).withName("time"),
          JAVA_LONG.withName("tick"),
          JAVA_LONG.withName("ppsfreq"),
          JAVA_LONG.withName("jitter"),
          JAVA_INT.withName("shift"),
          MemoryLayout.paddingLayout(4),
          JAVA_LONG.withName("stabil"),
          JAVA_LONG.withName("jitcnt"),
          JAVA_LONG.withName("calcnt"),
          JAVA_LONG.withName("errcnt"),
          JAVA_LONG.withName("stbcnt"),
          JAVA_INT.withName("tai"),
          MemoryLayout.sequenceLayout(11, JAVA_INT).withName("reserved"));

  private static final long MODES = offset("modes");
  private static final long STATUS = offset("status");
  private static final long MAXIMUM_ERROR = offset("maxerror");
  private static final long ESTIMATED_ERROR = offset("esterror");

  private static final CFunction ADJTIMEX = CFunction.named("adjtimex");

  /**
   * Asks for the state of the clock.
   *
   * @throws LinuxException when the call fails: a seccomp filter may forbid it, and
   *     clock_adjtime(2) by which newer C libraries make it
   */
  public static AdjustTime read() {
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      MemorySegment answer = arena.allocate(LAYOUT);
      // No mode: nothing is to be set.
      answer.set(JAVA_INT, MODES, 0);
      int result = (int) ADJTIMEX.call(state, answer.address());
      if (result < 0) {
        throw new LinuxException("adjtimex", state.errno(), "read only");
      }
      return new AdjustTime(
          result,
          answer.get(JAVA_INT, STATUS),
          answer.get(JAVA_LONG, MAXIMUM_ERROR),
          answer.get(JAVA_LONG, ESTIMATED_ERROR));
    }
  }

  private static long offset(String field) {
    return LAYOUT.byteOffset(PathElement.groupElement(field));
  }
}
