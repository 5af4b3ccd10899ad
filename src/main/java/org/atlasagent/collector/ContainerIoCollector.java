package org.atlasagent.collector;

import java.util.List;
import java.util.Optional;
import org.atlasagent.meter.Metric;

/** Reports what a container reads from block devices and writes to them: every five seconds. */
final class ContainerIoCollector implements Collector {
  static final List<Metric> METRICS = ContainerDeviceMeters.METRICS;

  private final OwnCgroupFiles<ContainerDevices> cgroup;

  ContainerIoCollector(Wiring wiring) {
    cgroup = new OwnCgroupFiles<>(wiring, found -> new ContainerDevices(wiring, found));
  }

  @Override
  public Outcome collect(Due due) {
    Optional<ContainerDevices> devices = cgroup.get(due);
    return devices.isPresent() ? devices.get().report() : cgroup.missing();
  }
}
