package org.atlasagent.collector;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.atlasagent.meter.Metric;
import org.atlasagent.source.cgroup.ServiceUnit;
import org.atlasagent.source.host.Dcgm;
import org.atlasagent.source.host.DcgmReading;

/** Reports what DCGM knows about NVIDIA GPUs, while its service runs. */
final class DcgmCollector implements Collector {
  static final List<Metric> METRICS = DcgmMeters.METRICS;

  /** A rate stands for the time since the reading before, unless some readings failed. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(150);

  private final ServiceUnit service;
  private final BlockingCalls calls;
  private final Dcgm dcgm;
  private final Kept<DcgmMeters> gpus;
  private final Outcome notRunning;
  private OptionalLong before = OptionalLong.empty();

  DcgmCollector(Wiring wiring) {
    service = new ServiceUnit(wiring.files(), "nvidia-dcgm.service");
    calls = wiring.calls();
    dcgm = wiring.host().hardware().dcgm();
    gpus = new Kept<>(wiring.meters(), index -> new DcgmMeters(wiring.meters(), index));
    notRunning = Outcome.noData(service.name() + ": does not run");
  }

  @Override
  public Outcome collect(Due due) {
    if (!service.runs()) {
      before = OptionalLong.empty();
      return notRunning;
    }
    calls.<Optional<DcgmReading>>ask(
        "dcgmi", dcgm::read, reading -> reading.ifPresent(this::report));
    return Outcome.COLLECTED;
  }

  private void report(DcgmReading reading) {
    OptionalDouble seconds = secondsSince(reading.nanos());
    reading.gpus().forEach(gpu -> gpus.get(gpu.index()).report(gpu, seconds));
    gpus.endRun();
  }

  private OptionalDouble secondsSince(long now) {
    OptionalLong last = before;
    before = OptionalLong.of(now);
    return last.isPresent() && now - last.getAsLong() <= LONGEST_NANOS
        ? OptionalDouble.of((now - last.getAsLong()) / 1e9)
        : OptionalDouble.empty();
  }
}
