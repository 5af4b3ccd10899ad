package org.atlasagent.source.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.atlasagent.linux.AmdSmi;
import org.atlasagent.linux.AmdSmiMetrics;
import org.atlasagent.linux.DeviceAnswer;
import org.atlasagent.linux.LibraryException;
import org.atlasagent.source.SourceException;

/** The AMD GPUs of this machine, from AMD's management library. */
public final class AmdSmiGpus implements AmdGpus {
  private final Supplier<Optional<AmdSmi>> load;
  private final LongSupplier nanoClock;
  private Optional<AmdSmi> library = Optional.empty();
  private boolean lookedFor;

  /** Those that the installed library knows; it is looked for once, with the first question. */
  public AmdSmiGpus(LongSupplier nanoClock) {
    this(AmdSmi::load, nanoClock);
  }

  AmdSmiGpus(Supplier<Optional<AmdSmi>> load, LongSupplier nanoClock) {
    this.load = load;
    this.nanoClock = nanoClock;
  }

  @Override
  public boolean canBeAsked() {
    return library().isPresent();
  }

  @Override
  public Optional<List<AmdGpu>> read() {
    try {
      return library().flatMap(this::gpus);
    } catch (LibraryException failure) {
      throw new SourceException("libamd_smi.so", String.valueOf(failure.getMessage()), failure);
    }
  }

  /** Not held while the library works: whoever looks for it must not wait for a driver. */
  private synchronized Optional<AmdSmi> library() {
    if (!lookedFor) {
      library = load.get();
      lookedFor = true;
    }
    return library;
  }

  private Optional<List<AmdGpu>> gpus(AmdSmi smi) {
    OptionalInt count = smi.count();
    if (count.isEmpty()) {
      return Optional.empty();
    }
    List<AmdGpu> gpus = new ArrayList<>();
    for (int index = 0; index < count.getAsInt(); index++) {
      smi.choose(index);
      gpus.add(gpu(smi, index));
    }
    return Optional.of(gpus);
  }

  private AmdGpu gpu(AmdSmi smi, int index) {
    AmdGpu.Memory memory =
        new AmdGpu.Memory(
            GpuAnswers.reading(smi.readTotal(), smi::totalBytes),
            GpuAnswers.reading(smi.readUsed(), smi::usedBytes));
    DeviceAnswer pcie = smi.readPcie();
    DeviceAnswer metrics = smi.readMetrics();
    AmdSmiMetrics told = smi.metrics();
    return new AmdGpu(
        index,
        memory,
        metrics(metrics, told),
        new AmdGpu.Traffic(
            nanoClock.getAsLong(),
            GpuAnswers.amount(pcie, smi::pcieReceived),
            GpuAnswers.amount(pcie, smi::pcieSent),
            GpuAnswers.amount(metrics, told::xgmiReadKilobytes),
            GpuAnswers.amount(metrics, told::xgmiWrittenKilobytes)));
  }

  private static AmdGpu.Metrics metrics(DeviceAnswer answer, AmdSmiMetrics told) {
    return new AmdGpu.Metrics(
        GpuAnswers.number(answer, told::temperature),
        GpuAnswers.number(answer, told::gpuPercent),
        GpuAnswers.number(answer, told::memoryPercent),
        GpuAnswers.number(answer, told::gpuMegahertz),
        GpuAnswers.number(answer, told::memoryMegahertz),
        GpuAnswers.number(answer, told::watts));
  }
}
