package org.atlasagent.source.host;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is asked about the hardware of this machine, apart from the kernel's files. Closing it ends
 * the programs that were started for it; any thread may do so.
 *
 * @param perfSpect lines of PerfSpect
 * @param dcgm what DCGM knows about NVIDIA GPUs
 * @param perfCounters counters of the processors; empty where nobody wants them
 * @param nvidiaGpus what the driver of NVIDIA GPUs says
 * @param amdGpus what the driver of AMD GPUs says
 */
public record Hardware(
    PerfSpect perfSpect,
    Dcgm dcgm,
    Optional<PerfCounters> perfCounters,
    NvidiaGpus nvidiaGpus,
    AmdGpus amdGpus)
    implements AutoCloseable {
  /** A machine of which nothing can be asked, such as a recorded one. */
  public static final Hardware NONE =
      new Hardware(PerfSpect.NONE, Dcgm.NONE, Optional.empty(), NvidiaGpus.NONE, AmdGpus.NONE);

  /**
   * That of the running machine; nothing is opened or started before it is asked.
   *
   * @param nanoClock the monotonic clock
   * @param withPerfCounters whether the counters of the processors are wanted
   */
  public static Hardware ofThisMachine(LongSupplier nanoClock, boolean withPerfCounters) {
    return new Hardware(
        new InstalledPerfSpect(nanoClock),
        new InstalledDcgm(nanoClock),
        withPerfCounters ? Optional.of(new KernelPerfCounters()) : Optional.empty(),
        new NvmlGpus(),
        new AmdSmiGpus(nanoClock));
  }

  @Override
  public void close() {
    perfSpect.close();
    dcgm.close();
  }
}
