package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.host.NvidiaGpu;

/** The meters of one NVIDIA GPU. */
final class NvidiaMeters {
  private static final Metric USED_MEMORY =
      perGpu("gpu.usedMemory", Unit.BYTES)
          .from("nvmlDeviceGetMemoryInfo, used")
          .says("Memory of the GPU that is in use.");
  private static final Metric FREE_MEMORY =
      perGpu("gpu.freeMemory", Unit.BYTES)
          .from("nvmlDeviceGetMemoryInfo, free")
          .says("Memory of the GPU that is free.");
  private static final Metric TOTAL_MEMORY =
      perGpu("gpu.totalMemory", Unit.BYTES)
          .from("nvmlDeviceGetMemoryInfo, total")
          .says("Memory that the GPU has.");
  private static final Metric UTILIZATION =
      perGpu("gpu.utilization", Unit.PERCENT)
          .from("nvmlDeviceGetUtilizationRates, gpu")
          .says("Time in which the GPU ran anything, lately.");
  private static final Metric MEMORY_ACTIVITY =
      perGpu("gpu.memoryActivity", Unit.PERCENT)
          .from("nvmlDeviceGetUtilizationRates, memory")
          .says("Time in which the memory of the GPU was read or written, lately.");
  private static final Metric PERF_STATE =
      perGpu("gpu.perfState", Unit.NONE)
          .from("nvmlDeviceGetPerformanceState")
          .says("The performance state: from 0, the fastest, to 15.");

  static final List<Metric> METRICS =
      List.of(USED_MEMORY, FREE_MEMORY, TOTAL_MEMORY, UTILIZATION, MEMORY_ACTIVITY, PERF_STATE);

  /** The value of the tag provider. */
  static final String PROVIDER = "nvidia";

  private final Gauge usedMemory;
  private final Gauge freeMemory;
  private final Gauge totalMemory;
  private final Gauge utilization;
  private final Gauge memoryActivity;
  private final Gauge perfState;

  NvidiaMeters(Meters meters, String gpu) {
    usedMemory = meters.gauge(USED_MEMORY, PROVIDER, gpu);
    freeMemory = meters.gauge(FREE_MEMORY, PROVIDER, gpu);
    totalMemory = meters.gauge(TOTAL_MEMORY, PROVIDER, gpu);
    utilization = meters.gauge(UTILIZATION, PROVIDER, gpu);
    memoryActivity = meters.gauge(MEMORY_ACTIVITY, PROVIDER, gpu);
    perfState = meters.gauge(PERF_STATE, PROVIDER, gpu);
  }

  /** Reports what the GPU tells. */
  void report(NvidiaGpu gpu) {
    gpu.memory()
        .told()
        .ifPresent(memory -> {
          usedMemory.set(memory.used());
          freeMemory.set(memory.free());
          totalMemory.set(memory.total());
        });
    gpu.utilization()
        .told()
        .ifPresent(busy -> {
          utilization.set(busy.gpu());
          memoryActivity.set(busy.memory());
        });
    gpu.performanceState().told().ifPresent(perfState::set);
  }

  private static Metric perGpu(String name, Unit unit) {
    return Metric.of(GAUGE, name, unit).tag("provider", PROVIDER).tag("gpu");
  }
}
