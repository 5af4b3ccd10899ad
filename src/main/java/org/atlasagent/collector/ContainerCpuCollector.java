package org.atlasagent.collector;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Metric;

/** Reports the CPU time of a container: each second, five seconds and minute. */
final class ContainerCpuCollector implements Collector {
  static final List<Metric> METRICS = ContainerCpuMeters.METRICS;

  private final OwnCgroupFiles<ContainerCpuMeters> cgroup;

  ContainerCpuCollector(Wiring wiring) {
    cgroup = new OwnCgroupFiles<>(wiring, found -> new ContainerCpuMeters(wiring, found));
  }

  @Override
  public Outcome collect(Due due) {
    Optional<ContainerCpuMeters> meters = cgroup.get(due);
    return meters.isPresent() ? meters.get().report(due) : cgroup.missing();
  }
}
