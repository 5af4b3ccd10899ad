package org.atlasagent.collector;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.atlasagent.source.host.ServiceManager;
import org.atlasagent.source.host.ServiceUnit;

/**
 * The question what the wanted units do now: one list of units, then the main process of each
 * service that runs. Of more units than the operator allows, the first by name are taken.
 *
 * <p>Asked on a thread that may block, never twice at a time; nothing in here belongs to the
 * collectors' thread.
 */
final class ServiceLookup implements Callable<List<ServiceState>> {
  private final ServiceManager manager;
  private final Predicate<CharSequence> wanted;
  private final int atMost;
  private final Map<String, Known> known = new HashMap<>();

  /** A cgroup is asked for once, and again when the service was restarted. */
  private record Known(OptionalLong mainPid, Optional<String> controlGroup) {}

  ServiceLookup(ServiceManager manager, Predicate<CharSequence> wanted, int atMost) {
    this.manager = manager;
    this.wanted = wanted;
    this.atMost = atMost;
  }

  @Override
  public List<ServiceState> call() {
    List<ServiceUnit> units =
        manager.units(wanted).stream()
            .sorted(Comparator.comparing(ServiceUnit::name))
            .limit(atMost)
            .toList();
    Set<String> running = new HashSet<>();
    List<ServiceState> states =
        units.stream()
            .map(unit -> {
              if (!unit.isRunningService()) {
                return ServiceState.idle(unit);
              }
              running.add(unit.name());
              return running(unit);
            })
            .toList();
    known.keySet().retainAll(running);
    return states;
  }

  private ServiceState running(ServiceUnit unit) {
    OptionalLong mainPid = manager.mainPid(unit);
    Known before = known.get(unit.name());
    if (before == null || !before.mainPid().equals(mainPid) || before.controlGroup().isEmpty()) {
      before = new Known(mainPid, manager.controlGroup(unit));
      known.put(unit.name(), before);
    }
    return new ServiceState(unit, mainPid, before.controlGroup());
  }
}
