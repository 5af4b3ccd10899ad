package org.atlasagent.source.host;

import java.util.function.LongSupplier;

/**
 * What is asked about the hardware of this machine, apart from the kernel's files. Closing it ends
 * the programs that were started for it; any thread may do so.
 *
 * @param perfSpect lines of PerfSpect
 * @param dcgm what DCGM knows about NVIDIA GPUs
 */
public record Hardware(PerfSpect perfSpect, Dcgm dcgm) implements AutoCloseable {
  /** A machine of which nothing can be asked, such as a recorded one. */
  public static final Hardware NONE = new Hardware(PerfSpect.NONE, Dcgm.NONE);

  /**
   * That of the running machine; nothing is opened or started before it is asked.
   *
   * @param nanoClock the monotonic clock
   */
  public static Hardware ofThisMachine(LongSupplier nanoClock) {
    return new Hardware(new InstalledPerfSpect(nanoClock), new InstalledDcgm(nanoClock));
  }

  @Override
  public void close() {
    perfSpect.close();
    dcgm.close();
  }
}
