package org.atlasagent.collector;

import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.host.ServiceUnit;

/**
 * What systemd says of a unit.
 *
 * @param unit its name and state
 * @param mainPid its main process; empty while it does not run, or when it has none
 * @param controlGroup its cgroup, below the mount point of the cgroups; empty likewise
 */
record ServiceState(ServiceUnit unit, OptionalLong mainPid, Optional<String> controlGroup) {
  /** A unit that does not run, or is no service. */
  static ServiceState idle(ServiceUnit unit) {
    return new ServiceState(unit, OptionalLong.empty(), Optional.empty());
  }
}
