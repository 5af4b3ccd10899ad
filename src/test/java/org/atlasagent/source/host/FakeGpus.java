package org.atlasagent.source.host;

import java.util.Optional;
import org.atlasagent.linux.AmdSmi;
import org.atlasagent.linux.FakeAmdSmi;
import org.atlasagent.linux.FakeNvml;
import org.atlasagent.linux.Nvml;

/** A machine with GPUs whose libraries are written in Java. */
public final class FakeGpus {
  private FakeGpus() {}

  /** Hardware of which nothing but the GPUs can be asked. */
  public static Hardware hardware(FakeNvml nvml, FakeAmdSmi smi) {
    Nvml nvidia = nvml.library();
    AmdSmi amd = smi.library();
    return new Hardware(
        PerfSpect.NONE,
        Dcgm.NONE,
        Optional.empty(),
        new NvmlGpus(() -> Optional.of(nvidia)),
        new AmdSmiGpus(() -> Optional.of(amd), () -> 42));
  }
}
