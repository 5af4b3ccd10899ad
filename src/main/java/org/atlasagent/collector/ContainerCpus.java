package org.atlasagent.collector;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.atlasagent.source.CpuList;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.cgroup.CgroupDirectory;
import org.atlasagent.source.cgroup.CpuMax;

/**
 * How many processors a container has: what the platform says, else the part of them that its limit
 * on CPU time allows, else those on which it may run, else all of the machine's.
 */
final class ContainerCpus {
  private final OptionalDouble said;
  private final KernelFile cpuMax;
  private final KernelFile cpuset;
  private final KernelFile online;

  ContainerCpus(Wiring wiring, CgroupDirectory cgroup) {
    said = wiring.host().containerLimits().cpus();
    cpuMax = cgroup.file("cpu.max");
    cpuset = cgroup.file("cpuset.cpus.effective");
    online = wiring.files().sys("devices/system/cpu/online");
  }

  /** The number, which need not be whole; empty where nothing tells it. */
  OptionalDouble count() {
    if (said.isPresent()) {
      return said;
    }
    Optional<CpuMax> limit = CpuMax.read(cpuMax);
    if (limit.isPresent() && limit.get().quotaMicros().isPresent()) {
      double quota = limit.get().quotaMicros().getAsLong();
      return OptionalDouble.of(quota / limit.get().periodMicros());
    }
    OptionalInt usable = CpuList.count(cpuset);
    if (usable.isEmpty()) {
      usable = CpuList.count(online);
    }
    return usable.isPresent() ? OptionalDouble.of(usable.getAsInt()) : OptionalDouble.empty();
  }
}
