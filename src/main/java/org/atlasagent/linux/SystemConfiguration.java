package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** The units in which the running kernel counts: sysconf(3). */
public final class SystemConfiguration {
  private static final int SC_CLK_TCK = 2;
  private static final int SC_PAGESIZE = 30;

  private static final MethodHandle SYSCONF =
      Libc.withErrno("sysconf", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));

  private SystemConfiguration() {}

  /** The bytes of a page of memory. */
  public static long pageBytes() {
    return value(SC_PAGESIZE, "_SC_PAGESIZE");
  }

  /** The clock ticks of a second, in which the files of proc give CPU time. */
  public static long ticksPerSecond() {
    return value(SC_CLK_TCK, "_SC_CLK_TCK");
  }

  private static long value(int number, String name) {
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      long value = sysconf(state, number);
      if (value <= 0) {
        throw new LinuxException("sysconf", state.errno(), name);
      }
      return value;
    }
  }

  private static long sysconf(CallState state, int number) {
    try {
      return (long) SYSCONF.invokeExact(state.segment(), number);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }
}
