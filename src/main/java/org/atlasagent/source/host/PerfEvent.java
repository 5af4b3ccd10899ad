package org.atlasagent.source.host;

/**
 * An event that the kernel can count on each processor.
 *
 * @param name how messages call it
 * @param type its kind, as in linux/perf_event.h
 * @param config its number among those of its kind
 */
public record PerfEvent(String name, int type, long config) {
  private static final int HARDWARE = 0;
  private static final int SOFTWARE = 1;

  /** Clock cycles. */
  public static final PerfEvent CYCLES = new PerfEvent("cycles", HARDWARE, 0);

  /** Instructions that were completed. */
  public static final PerfEvent INSTRUCTIONS = new PerfEvent("instructions", HARDWARE, 1);

  /** Accesses to the last-level cache. */
  public static final PerfEvent CACHE_REFERENCES = new PerfEvent("cache references", HARDWARE, 2);

  /** Accesses that the last-level cache could not serve. */
  public static final PerfEvent CACHE_MISSES = new PerfEvent("cache misses", HARDWARE, 3);

  /** Branches. */
  public static final PerfEvent BRANCHES = new PerfEvent("branches", HARDWARE, 4);

  /** Branches that went where the processor did not expect it. */
  public static final PerfEvent BRANCH_MISSES = new PerfEvent("branch misses", HARDWARE, 5);

  /** Nanoseconds of the processor; the kernel itself counts them, on every machine. */
  public static final PerfEvent CPU_CLOCK = new PerfEvent("CPU clock", SOFTWARE, 0);
}
