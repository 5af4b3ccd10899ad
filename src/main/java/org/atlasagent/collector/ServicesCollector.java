package org.atlasagent.collector;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atlasagent.meter.Metric;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.cgroup.UnifiedHierarchy;
import org.atlasagent.source.host.ServiceManager;
import org.atlasagent.source.host.UnitPatterns;
import org.atlasagent.source.procfs.OpenDescriptors;

/**
 * Reports the systemd units that the operator wants to see. They are looked for in every run, so
 * one that appears later is found.
 */
final class ServicesCollector implements Collector {
  static final List<Metric> METRICS = ServiceMeters.METRICS;

  private static final String SYSTEMD = "systemd";

  private final Wiring wiring;
  private final UnitPatterns patterns;
  private final ServiceManager manager;
  private final ServiceLookup lookup;
  private final KernelFile mountInfo;
  private final Map<String, WatchedService> watched = new HashMap<>();
  private final OpenDescriptors descriptors;
  private Optional<String> cgroups = Optional.empty();

  ServicesCollector(Wiring wiring) {
    this.wiring = wiring;
    patterns = wiring.services();
    manager = wiring.host().services();
    lookup = new ServiceLookup(manager, patterns.wanted(), wiring.maxServices());
    mountInfo = wiring.files().mountInfo();
    descriptors = new OpenDescriptors(wiring.files());
  }

  @Override
  public Outcome collect(Due due) {
    if (patterns.isEmpty()) {
      return Outcome.noData(patterns.directory() + "/*.systemd-unit: no regular expression");
    }
    Optional<String> absence = manager.absence();
    if (absence.isPresent()) {
      return Outcome.noData(absence.get());
    }
    wiring.calls().ask(SYSTEMD, lookup, this::report);
    return Outcome.COLLECTED;
  }

  private void report(List<ServiceState> states) {
    if (cgroups.isEmpty() && !states.isEmpty()) {
      // Once: a host of containers has hundreds of mounts, and this one stays.
      cgroups = UnifiedHierarchy.mountPoint(mountInfo);
    }
    Set<String> names = new HashSet<>();
    for (ServiceState state : states) {
      String name = state.unit().name();
      names.add(name);
      watched
          .computeIfAbsent(name, added -> new WatchedService(wiring, added, descriptors))
          .report(state, cgroups.flatMap(mount -> state.controlGroup().map(mount::concat)));
    }
    watched
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !names.contains(entry.getKey());
          if (gone) {
            entry.getValue().close();
          }
          return gone;
        });
  }
}
