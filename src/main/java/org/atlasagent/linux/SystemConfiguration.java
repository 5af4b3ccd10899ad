package org.atlasagent.linux;

import java.lang.foreign.Arena;

/** The units in which the running kernel counts: sysconf(3). */
public final class SystemConfiguration {
  private static final int SC_CLK_TCK = 2;
  private static final int SC_PAGESIZE = 30;

  private static final CFunction SYSCONF = CFunction.named("sysconf");

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
      long value = SYSCONF.call(state, number);
      if (value <= 0) {
        throw new LinuxException("sysconf", state.errno(), name);
      }
      return value;
    }
  }
}
