package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What this process does when a signal arrives: signal(2). */
public final class Signals {
  /** The terminal or its session is gone. */
  public static final int SIGHUP = 1;

  private static final MemorySegment SIG_IGN = MemorySegment.ofAddress(1);
  private static final long SIG_ERR = -1;

  private static final MethodHandle SIGNAL =
      Libc.withErrno("signal", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));

  private Signals() {}

  /** Ignores a signal from now on, whatever handled it before. */
  public static void ignore(int signal) {
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      MemorySegment previous = signal(state, signal);
      if (previous.address() == SIG_ERR) {
        throw new LinuxException("signal", state.errno(), "signal " + signal);
      }
    }
  }

  private static MemorySegment signal(CallState state, int signal) {
    try {
      return (MemorySegment) SIGNAL.invokeExact(state.segment(), signal, SIG_IGN);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }
}
