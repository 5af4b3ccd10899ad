package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.atlasagent.source.host.ServiceManager;
import org.atlasagent.source.host.ServiceUnit;
import org.junit.jupiter.api.Test;

final class ServiceLookupTest {
  private final Counting manager = new Counting();

  @Test
  void aRoundIsOneListAndTheMainProcessOfEachServiceThatRuns() {
    manager.units.add(unit("a.service", "active", "running"));
    manager.units.add(unit("b.service", "failed", "failed"));
    manager.units.add(unit("c.socket", "active", "running"));
    manager.units.add(unit("d.service", "active", "exited"));
    ServiceLookup lookup = new ServiceLookup(manager, name -> true, 10);

    lookup.call();
    assertThat(manager.taken()).containsExactly("list", "pid a.service", "cgroup a.service");
    lookup.call();
    assertThat(manager.taken()).containsExactly("list", "pid a.service");
  }

  @Test
  void aRestartAsksForTheCgroupAgain() {
    manager.units.add(unit("a.service", "active", "running"));
    ServiceLookup lookup = new ServiceLookup(manager, name -> true, 10);
    lookup.call();
    manager.taken();

    manager.pid = 5;
    assertThat(lookup.call()).extracting(ServiceState::mainPid).containsExactly(OptionalLong.of(5));
    assertThat(manager.taken()).containsExactly("list", "pid a.service", "cgroup a.service");
  }

  @Test
  void onlyWhatIsAllowedIsAskedFor() {
    for (String name : List.of("c", "a", "b")) {
      manager.units.add(unit(name + ".service", "active", "running"));
    }

    assertThat(new ServiceLookup(manager, name -> true, 2).call())
        .extracting(state -> state.unit().name())
        .containsExactly("a.service", "b.service");
    assertThat(manager.taken()).doesNotContain("pid c.service");
  }

  private static ServiceUnit unit(String name, String active, String sub) {
    return new ServiceUnit(name, active, sub, "/" + name);
  }

  /** A service manager that keeps what it was asked. */
  private static final class Counting implements ServiceManager {
    final List<ServiceUnit> units = new ArrayList<>();
    long pid = 4;
    private final List<String> asked = new ArrayList<>();

    List<String> taken() {
      List<String> taken = List.copyOf(asked);
      asked.clear();
      return taken;
    }

    @Override
    public Optional<String> absence() {
      return Optional.empty();
    }

    @Override
    public List<ServiceUnit> units(Predicate<CharSequence> wanted) {
      asked.add("list");
      return units.stream().filter(unit -> wanted.test(unit.name())).toList();
    }

    @Override
    public OptionalLong mainPid(ServiceUnit service) {
      asked.add("pid " + service.name());
      return OptionalLong.of(pid);
    }

    @Override
    public Optional<String> controlGroup(ServiceUnit service) {
      asked.add("cgroup " + service.name());
      return Optional.of("/system.slice/" + service.name());
    }
  }
}
