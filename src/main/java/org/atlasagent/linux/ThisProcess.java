package org.atlasagent.linux;

import java.lang.foreign.Arena;

/** The process in which this code runs. */
public final class ThisProcess {
  private static final CFunction GETPID = CFunction.named("getpid");

  private ThisProcess() {}

  /** Its number: getpid(2). ProcessHandle would bring a pool of threads to learn it. */
  public static long id() {
    try (Arena arena = Arena.ofConfined()) {
      return (int) GETPID.call(new CallState(arena), 0);
    }
  }
}
