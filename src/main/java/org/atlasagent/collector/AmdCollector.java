package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.DISTRIBUTION_SUMMARY;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atlasagent.meter.DistributionSummary;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.host.AmdGpu;
import org.atlasagent.source.host.AmdGpus;

/** Reports what the driver says about AMD GPUs. A driver may hang, so it is asked aside. */
final class AmdCollector implements Collector {
  private static final Metric COUNT =
      Metric.of(GAUGE, "gpu.count", Unit.COUNT)
          .tag("provider", AmdMeters.PROVIDER)
          .from("amdsmi_get_processor_handles")
          .says("GPUs that the driver knows.");
  private static final Metric TEMPERATURE =
      Metric.of(DISTRIBUTION_SUMMARY, "gpu.temperature", Unit.CELSIUS)
          .tag("provider", AmdMeters.PROVIDER)
          .from("amdsmi_get_gpu_metrics_info, temperature_edge, else temperature_hotspot")
          .says("The temperature of the GPUs.");

  static final List<Metric> METRICS =
      Stream.concat(Stream.of(COUNT, TEMPERATURE), AmdMeters.METRICS.stream()).toList();

  private static final Outcome NO_LIBRARY = Outcome.noData("libamd_smi.so: not there");

  private final BlockingCalls calls;
  private final AmdGpus source;
  private final GpuRemarks remarks;
  private final Gauge count;
  private final DistributionSummary temperature;
  private final Kept<AmdMeters> gpus;

  AmdCollector(Wiring wiring) {
    calls = wiring.calls();
    source = wiring.host().hardware().amdGpus();
    remarks = new GpuRemarks(wiring.remarks());
    count = wiring.meters().gauge(COUNT, AmdMeters.PROVIDER);
    temperature = wiring.meters().distributionSummary(TEMPERATURE, AmdMeters.PROVIDER);
    gpus = new Kept<>(wiring.meters(), index -> new AmdMeters(wiring.meters(), index));
  }

  @Override
  public Outcome collect(Due due) {
    if (!source.canBeAsked()) {
      return NO_LIBRARY;
    }
    calls.<Optional<List<AmdGpu>>>ask(
        "driver", source::read, found -> found.ifPresent(this::report));
    return Outcome.COLLECTED;
  }

  private void report(List<AmdGpu> found) {
    count.set(found.size());
    for (AmdGpu gpu : found) {
      gpus.get(String.valueOf(gpu.index())).report(gpu);
      gpu.metrics().celsius().told().ifPresent(temperature::record);
      remarks.tell(gpu.index(), gpu.readings());
    }
    remarks.counted(found.size());
    gpus.endRun();
  }
}
