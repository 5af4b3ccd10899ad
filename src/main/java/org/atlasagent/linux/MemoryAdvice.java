package org.atlasagent.linux;

import java.lang.foreign.Arena;

/** What the kernel is told about the use of this process's memory: madvise(2). */
public final class MemoryAdvice {
  private static final int MADV_DONTNEED = 4;

  private static final CFunction MADVISE = CFunction.named("madvise");

  private MemoryAdvice() {}

  /**
   * Takes the pages of a mapping out of this process; each comes back from the page cache or its
   * file when it is touched. Only for mappings of files that were never written to: what was
   * written would be lost.
   *
   * @param start the address of the first page
   * @param end the address behind the last page
   */
  public static void dropCleanPages(long start, long end) {
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      if (MADVISE.call(state, start, end - start, MADV_DONTNEED) != 0) {
        throw new LinuxException("madvise", state.errno(), Long.toHexString(start));
      }
    }
  }
}
