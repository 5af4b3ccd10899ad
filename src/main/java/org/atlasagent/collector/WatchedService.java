package org.atlasagent.collector;

import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.cgroup.ServiceCgroup;
import org.atlasagent.source.procfs.OpenDescriptors;
import org.atlasagent.source.procfs.ProcessUsage;
import org.jspecify.annotations.Nullable;

/**
 * A unit that is watched: the files of its main process and of its cgroup, which change when it is
 * restarted, and what its CPU usage is measured against, which then starts anew.
 */
final class WatchedService {
  private static final double NANOS_IN_SECOND = 1e9;
  private static final double NANOS_IN_MICROSECOND = 1e3;

  private final Wiring wiring;
  private final OpenDescriptors descriptors;
  private final ServiceMeters meters;
  private final CpuBaseline ofProcess = new CpuBaseline();
  private final CpuBaseline ofCgroup = new CpuBaseline();
  private OptionalLong pid = OptionalLong.empty();
  private Optional<String> directory = Optional.empty();
  private @Nullable KernelFile stat;
  private @Nullable KernelFile statm;
  private @Nullable ServiceCgroup cgroup;

  /**
   * Watches nothing yet.
   *
   * @param wiring roots, clock and units of the host
   * @param name the unit's name
   * @param descriptors counts open descriptors; shared by all units
   */
  WatchedService(Wiring wiring, String name, OpenDescriptors descriptors) {
    this.wiring = wiring;
    this.descriptors = descriptors;
    meters = new ServiceMeters(wiring.meters(), name);
  }

  /**
   * Reports the unit as it is now.
   *
   * @param state what systemd says of it
   * @param now the directory of its cgroup, below the host's root
   */
  void report(ServiceState state, Optional<String> now) {
    meters.status(state.unit().active(), state.unit().sub());
    if (!state.mainPid().equals(pid) || !now.equals(directory)) {
      // A restart: a new process, and a new cgroup even if its path is the old one.
      ofProcess.forget();
      ofCgroup.forget();
    }
    follow(state.mainPid());
    follow(now);
    reportProcess();
    reportCgroup();
  }

  /** Closes the files; for a unit that is gone. */
  void close() {
    follow(OptionalLong.empty());
    follow(Optional.empty());
  }

  private void follow(OptionalLong mainPid) {
    if (mainPid.equals(pid)) {
      return;
    }
    pid = mainPid;
    if (stat != null) {
      stat.close();
    }
    if (statm != null) {
      statm.close();
    }
    KernelFiles files = wiring.files();
    stat = mainPid.isPresent() ? files.proc(mainPid.getAsLong() + "/stat") : null;
    statm = mainPid.isPresent() ? files.proc(mainPid.getAsLong() + "/statm") : null;
  }

  private void follow(Optional<String> now) {
    if (now.equals(directory)) {
      return;
    }
    directory = now;
    if (cgroup != null) {
      cgroup.close();
    }
    cgroup = now.isPresent() ? new ServiceCgroup(wiring.files(), now.get()) : null;
  }

  private void reportProcess() {
    if (stat == null || statm == null) {
      return;
    }
    Optional<ProcessUsage> usage = ProcessUsage.read(stat, statm);
    long readAt = wiring.nanoClock().getAsLong();
    if (usage.isEmpty()) {
      ofProcess.forget();
      return;
    }
    double ticks = usage.get().userTicks() + usage.get().systemTicks();
    long ticksPerSecond = wiring.host().agent().clockTicksPerSecond();
    ofProcess
        .percentSince(stat.openings(), ticks * NANOS_IN_SECOND / ticksPerSecond, readAt)
        .ifPresent(meters.processCpuUsage::set);
    wiring.pageSize().ifPresent(bytes -> meters.rss.set(usage.get().residentPages() * bytes));
    descriptors.reset();
    pid.ifPresent(descriptors::add);
    descriptors.total().ifPresent(meters.processFds::set);
  }

  private void reportCgroup() {
    if (cgroup == null) {
      return;
    }
    OptionalLong cpuMicros = cgroup.cpuMicros();
    long readAt = wiring.nanoClock().getAsLong();
    if (cpuMicros.isPresent()) {
      ofCgroup
          .percentSince(cgroup.generation(), cpuMicros.getAsLong() * NANOS_IN_MICROSECOND, readAt)
          .ifPresent(meters.serviceCpuUsage::set);
    }
    cgroup.memoryBytes().ifPresent(meters.memory::set);
    descriptors.reset();
    cgroup.forEachProcess(descriptors::add);
    descriptors.total().ifPresent(meters.serviceFds::set);
  }
}
