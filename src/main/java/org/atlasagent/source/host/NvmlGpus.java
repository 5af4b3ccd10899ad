package org.atlasagent.source.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
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
    GpuReading<Integer> chosen = GpuAnswers.reading(nvml.choose(index), () -> index);
    return switch (chosen) {
      case GpuReading.Told<Integer> _ ->
          new NvidiaGpu(
              index,
              GpuAnswers.reading(nvml.readMemory(), () -> memory(nvml)),
              GpuAnswers.reading(nvml.readUtilization(), () -> utilization(nvml)),
              GpuAnswers.reading(nvml.readTemperature(), nvml::celsius),
              GpuAnswers.reading(nvml.readPerformanceState(), nvml::performanceState));
      case GpuReading.Missing<Integer>(GpuReading.Cause cause) -> NvidiaGpu.missing(index, cause);
    };
  }

  private static NvidiaGpu.Memory memory(Nvml nvml) {
    return new NvidiaGpu.Memory(nvml.totalBytes(), nvml.freeBytes(), nvml.usedBytes());
  }

  private static NvidiaGpu.Utilization utilization(Nvml nvml) {
    return new NvidiaGpu.Utilization(nvml.gpuPercent(), nvml.memoryPercent());
  }
}
