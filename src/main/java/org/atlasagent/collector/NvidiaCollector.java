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
import org.atlasagent.source.host.NvidiaGpu;
import org.atlasagent.source.host.NvidiaGpus;

/** Reports what the driver says about NVIDIA GPUs. A driver may hang, so it is asked aside. */
final class NvidiaCollector implements Collector {
  private static final Metric COUNT =
      Metric.of(GAUGE, "gpu.count", Unit.COUNT)
          .tag("provider", NvidiaMeters.PROVIDER)
          .from("nvmlDeviceGetCount_v2")
          .says("GPUs that the driver knows; fewer than before: one has failed.");
  private static final Metric TEMPERATURE =
      Metric.of(DISTRIBUTION_SUMMARY, "gpu.temperature", Unit.CELSIUS)
          .tag("provider", NvidiaMeters.PROVIDER)
          .from("nvmlDeviceGetTemperature, one record for each GPU")
          .says("The temperature of the GPUs.");

  static final List<Metric> METRICS =
      Stream.concat(Stream.of(COUNT, TEMPERATURE), NvidiaMeters.METRICS.stream()).toList();

  private static final Outcome NO_LIBRARY = Outcome.noData("libnvidia-ml.so.1: not there");

  private final BlockingCalls calls;
  private final NvidiaGpus source;
  private final GpuRemarks remarks;
  private final Gauge count;
  private final DistributionSummary temperature;
  private final Kept<NvidiaMeters> gpus;

  NvidiaCollector(Wiring wiring) {
    calls = wiring.calls();
    source = wiring.host().hardware().nvidiaGpus();
    remarks = new GpuRemarks(wiring.remarks());
    count = wiring.meters().gauge(COUNT, NvidiaMeters.PROVIDER);
    temperature = wiring.meters().distributionSummary(TEMPERATURE, NvidiaMeters.PROVIDER);
    gpus = new Kept<>(wiring.meters(), index -> new NvidiaMeters(wiring.meters(), index));
  }

  @Override
  public Outcome collect(Due due) {
    if (!source.canBeAsked()) {
      return NO_LIBRARY;
    }
    calls.<Optional<List<NvidiaGpu>>>ask(
        "driver", source::read, found -> found.ifPresent(this::report));
    return Outcome.COLLECTED;
  }

  private void report(List<NvidiaGpu> found) {
    count.set(found.size());
    for (NvidiaGpu gpu : found) {
      gpus.get(String.valueOf(gpu.index())).report(gpu);
      gpu.celsius().told().ifPresent(temperature::record);
      remarks.tell(gpu.index(), gpu.readings());
    }
    remarks.counted(found.size());
    gpus.endRun();
  }
}
