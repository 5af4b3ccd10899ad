package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.COUNTER;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.atlasagent.meter.Counter;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.host.AmdGpu;
import org.atlasagent.source.host.GpuReading;

/** The meters of one AMD GPU. */
final class AmdMeters {
  private static final Metric USED_MEMORY =
      perGpu(GAUGE, "gpu.usedMemory", Unit.BYTES)
          .from("amdsmi_get_gpu_memory_usage")
          .says("Memory of the GPU that is in use.");
  private static final Metric FREE_MEMORY =
      perGpu(GAUGE, "gpu.freeMemory", Unit.BYTES)
          .from("amdsmi_get_gpu_memory_total - amdsmi_get_gpu_memory_usage")
          .says("Memory of the GPU that is free.");
  private static final Metric TOTAL_MEMORY =
      perGpu(GAUGE, "gpu.totalMemory", Unit.BYTES)
          .from("amdsmi_get_gpu_memory_total")
          .says("Memory that the GPU has.");
  private static final Metric UTILIZATION =
      perGpu(GAUGE, "gpu.utilization", Unit.PERCENT)
          .from("amdsmi_get_gpu_metrics_info, average_gfx_activity")
          .says("Time in which the GPU ran anything, lately.");
  private static final Metric MEMORY_ACTIVITY =
      perGpu(GAUGE, "gpu.memoryActivity", Unit.PERCENT)
          .from("amdsmi_get_gpu_metrics_info, average_umc_activity")
          .says("Time in which the memory of the GPU was read or written, lately.");
  private static final Metric CLOCK_FREQUENCY =
      perGpu(GAUGE, "gpu.clockFrequency", Unit.MEGAHERTZ)
          .tag("id", "gpu", "memory")
          .from("amdsmi_get_gpu_metrics_info, current_gfxclk, current_uclk")
          .says("The clock of the GPU and of its memory.");
  private static final Metric POWER =
      perGpu(GAUGE, "gpu.power", Unit.WATTS)
          .from("amdsmi_get_gpu_metrics_info, current_socket_power, else average_socket_power")
          .says("What the GPU draws.");
  private static final Metric PCIE_BYTES =
      perGpu(COUNTER, "gpu.pcie.bytes", Unit.BYTES)
          .tag("id", "in", "out")
          .from("amdsmi_get_gpu_pci_throughput x elapsed time")
          .says("Data that the GPU received and sent over PCIe.");
  private static final Metric XGMI_BYTES =
      perGpu(COUNTER, "gpu.xgmi.bytes", Unit.BYTES)
          .tag("id", "in", "out")
          .from("amdsmi_get_gpu_metrics_info, xgmi_read_data_acc, xgmi_write_data_acc")
          .says("Data that the GPU received from and sent to other GPUs over XGMI.");

  static final List<Metric> METRICS =
      List.of(
          USED_MEMORY,
          FREE_MEMORY,
          TOTAL_MEMORY,
          UTILIZATION,
          MEMORY_ACTIVITY,
          CLOCK_FREQUENCY,
          POWER,
          PCIE_BYTES,
          XGMI_BYTES);

  /** The value of the tag provider. */
  static final String PROVIDER = "amd";

  private static final long BYTES_PER_KILOBYTE = 1024;

  /** A rate stands for the time since the reading before, unless some readings failed. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(150);

  private final Gauge usedMemory;
  private final Gauge freeMemory;
  private final Gauge totalMemory;
  private final Gauge utilization;
  private final Gauge memoryActivity;
  private final Gauge gpuClock;
  private final Gauge memoryClock;
  private final Gauge power;
  private final Counter pcieIn;
  private final Counter pcieOut;
  private final Counter xgmiIn;
  private final Counter xgmiOut;
  private Optional<AmdGpu.Traffic> before = Optional.empty();

  AmdMeters(Meters meters, String gpu) {
    usedMemory = meters.gauge(USED_MEMORY, PROVIDER, gpu);
    freeMemory = meters.gauge(FREE_MEMORY, PROVIDER, gpu);
    totalMemory = meters.gauge(TOTAL_MEMORY, PROVIDER, gpu);
    utilization = meters.gauge(UTILIZATION, PROVIDER, gpu);
    memoryActivity = meters.gauge(MEMORY_ACTIVITY, PROVIDER, gpu);
    gpuClock = meters.gauge(CLOCK_FREQUENCY, PROVIDER, gpu, "gpu");
    memoryClock = meters.gauge(CLOCK_FREQUENCY, PROVIDER, gpu, "memory");
    power = meters.gauge(POWER, PROVIDER, gpu);
    pcieIn = meters.counter(PCIE_BYTES, PROVIDER, gpu, "in");
    pcieOut = meters.counter(PCIE_BYTES, PROVIDER, gpu, "out");
    xgmiIn = meters.counter(XGMI_BYTES, PROVIDER, gpu, "in");
    xgmiOut = meters.counter(XGMI_BYTES, PROVIDER, gpu, "out");
  }

  /** Reports what the GPU tells. */
  void report(AmdGpu gpu) {
    Optional<Long> total = gpu.memory().total().told();
    Optional<Long> used = gpu.memory().used().told();
    total.ifPresent(totalMemory::set);
    used.ifPresent(usedMemory::set);
    if (total.isPresent() && used.isPresent() && used.get() <= total.get()) {
      freeMemory.set(total.get() - used.get());
    }
    AmdGpu.Metrics metrics = gpu.metrics();
    metrics.gpuPercent().told().ifPresent(utilization::set);
    metrics.memoryPercent().told().ifPresent(memoryActivity::set);
    metrics.gpuMegahertz().told().ifPresent(gpuClock::set);
    metrics.memoryMegahertz().told().ifPresent(memoryClock::set);
    metrics.watts().told().ifPresent(power::set);
    AmdGpu.Traffic now = gpu.traffic();
    before.ifPresent(last -> report(last, now));
    before = Optional.of(now);
  }

  private void report(AmdGpu.Traffic last, AmdGpu.Traffic now) {
    long nanos = now.nanos() - last.nanos();
    if (nanos <= LONGEST_NANOS) {
      double seconds = nanos / 1e9;
      now.pcieInPerSecond().told().ifPresent(rate -> pcieIn.add(rate * seconds));
      now.pcieOutPerSecond().told().ifPresent(rate -> pcieOut.add(rate * seconds));
    }
    addKilobytes(xgmiIn, last.xgmiInKilobytes(), now.xgmiInKilobytes());
    addKilobytes(xgmiOut, last.xgmiOutKilobytes(), now.xgmiOutKilobytes());
  }

  private static void addKilobytes(
      Counter counter, GpuReading<Long> earlier, GpuReading<Long> later) {
    Optional<Long> last = earlier.told();
    Optional<Long> now = later.told();
    if (last.isPresent() && now.isPresent() && now.get() >= last.get()) {
      counter.add((now.get() - last.get()) * BYTES_PER_KILOBYTE);
    }
  }

  private static Metric perGpu(Kind kind, String name, Unit unit) {
    return Metric.of(kind, name, unit).tag("provider", PROVIDER).tag("gpu");
  }
}
