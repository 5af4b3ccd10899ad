package org.atlasagent.source.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.atlasagent.linux.DeviceAnswer;
import org.atlasagent.linux.LibraryException;
import org.atlasagent.linux.Nvml;
import org.atlasagent.source.SourceException;

/** The NVIDIA GPUs of this machine, from the library that comes with the driver. */
public final class NvmlGpus implements NvidiaGpus {
  private final Supplier<Optional<Nvml>> load;
  private Optional<Nvml> library = Optional.empty();
  private boolean lookedFor;

  /** Those that the installed library knows; it is looked for once, with the first question. */
  public NvmlGpus() {
    this(Nvml::load);
  }

  NvmlGpus(Supplier<Optional<Nvml>> load) {
    this.load = load;
  }

  @Override
  public boolean canBeAsked() {
    return library().isPresent();
  }

  @Override
  public Optional<List<NvidiaGpu>> read() {
    try {
      return library().flatMap(NvmlGpus::gpus);
    } catch (LibraryException failure) {
      throw new SourceException("libnvidia-ml.so.1", String.valueOf(failure.getMessage()), failure);
    }
  }

  /** Not held while the library works: whoever looks for it must not wait for a driver. */
  private synchronized Optional<Nvml> library() {
    if (!lookedFor) {
      library = load.get();
      lookedFor = true;
    }
    return library;
  }

  private static Optional<List<NvidiaGpu>> gpus(Nvml nvml) {
    OptionalInt count = nvml.count();
    if (count.isEmpty()) {
      return Optional.empty();
    }
    List<NvidiaGpu> gpus = new ArrayList<>();
    for (int index = 0; index < count.getAsInt(); index++) {
      gpus.add(gpu(nvml, index));
    }
    return Optional.of(gpus);
  }

  private static NvidiaGpu gpu(Nvml nvml, int index) {
    if (nvml.choose(index) != DeviceAnswer.TOLD) {
      return new NvidiaGpu(
          index, Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
    }
    return new NvidiaGpu(
        index,
        memory(nvml),
        utilization(nvml),
        number(nvml.readTemperature(), nvml::celsius),
        number(nvml.readPerformanceState(), nvml::performanceState));
  }

  private static Optional<NvidiaGpu.Memory> memory(Nvml nvml) {
    return nvml.readMemory() == DeviceAnswer.TOLD
        ? Optional.of(new NvidiaGpu.Memory(nvml.totalBytes(), nvml.freeBytes(), nvml.usedBytes()))
        : Optional.empty();
  }

  private static Optional<NvidiaGpu.Utilization> utilization(Nvml nvml) {
    return nvml.readUtilization() == DeviceAnswer.TOLD
        ? Optional.of(new NvidiaGpu.Utilization(nvml.gpuPercent(), nvml.memoryPercent()))
        : Optional.empty();
  }

  private static OptionalInt number(DeviceAnswer answer, IntSupplier number) {
    return answer == DeviceAnswer.TOLD ? OptionalInt.of(number.getAsInt()) : OptionalInt.empty();
  }
}
