package org.atlasagent.linux;

import java.lang.foreign.Arena;

/** What this process does when a signal arrives: signal(2). */
public final class Signals {
  /** The terminal or its session is gone. */
  public static final int SIGHUP = 1;

  private static final long SIG_IGN = 1;
  private static final long SIG_ERR = -1;

  private static final CFunction SIGNAL = CFunction.named("signal");

  private Signals() {}

  /** Ignores a signal from now on, whatever handled it before. */
  public static void ignore(int signal) {
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      if (SIGNAL.call(state, signal, SIG_IGN) == SIG_ERR) {
        throw new LinuxException("signal", state.errno(), "signal " + signal);
      }
    }
  }
}
