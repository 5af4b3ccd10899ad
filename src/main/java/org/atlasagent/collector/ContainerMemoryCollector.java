package org.atlasagent.collector;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Metric;

/** Reports the use of a container's memory and swap space. */
final class ContainerMemoryCollector implements Collector {
  static final List<Metric> METRICS = ContainerMemoryMeters.METRICS;

  private final OwnCgroupFiles<ContainerMemoryMeters> cgroup;

  ContainerMemoryCollector(Wiring wiring) {
    cgroup =
        new OwnCgroupFiles<>(wiring, found -> new ContainerMemoryMeters(wiring.meters(), found));
  }

  @Override
  public Outcome collect(Due due) {
    Optional<ContainerMemoryMeters> meters = cgroup.get(due);
    return meters.isPresent() ? meters.get().report() : cgroup.missing();
  }
}
