package org.atlasagent.collector;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Metric;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.EbsDevices;
import org.atlasagent.source.host.EbsLogPage;
import org.atlasagent.source.host.EbsVolumes;

/** Reports what EBS volumes count. Each is asked on its own, as one that is lost may not answer. */
final class EbsCollector implements Collector {
  static final List<Metric> METRICS = EbsMeters.METRICS;

  private final EbsVolumes volumes;
  private final BlockingCalls calls;
  private final Kept<EbsMeters> meters;

  EbsCollector(Wiring wiring) {
    volumes = wiring.host().ebsVolumes();
    calls = wiring.calls();
    meters = new Kept<>(wiring.meters(), device -> new EbsMeters(wiring.meters(), device));
  }

  @Override
  public Outcome collect(Due due) {
    EbsDevices.Found found = volumes.devices();
    found.paths().forEach(device -> ask(device, meters.get(device)));
    meters.endRun();
    // The devices that are listed rightly are reported in spite of the other lines.
    if (!found.flaws().isEmpty()) {
      throw new SourceException("*.ebs-devices", String.join("; ", found.flaws()));
    }
    return Outcome.collectedIf(
        !found.paths().isEmpty(),
        "no volume is listed in *.ebs-devices or found by --discover-ebs");
  }

  private void ask(String device, EbsMeters reporting) {
    calls.<Optional<EbsLogPage>>ask(
        device, () -> volumes.read(device), page -> page.ifPresent(reporting::report));
  }
}
