package org.atlasagent.source.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What systemd knows about its units. Every call may block for as long as the system bus does; one
 * thread calls at a time.
 */
public interface ServiceManager {
  /** A machine of which nothing can be asked, such as a recorded one. */
  ServiceManager NONE =
      new ServiceManager() {
        @Override
        public List<ServiceUnit> units(Predicate<String> wanted) {
          return List.of();
        }

        @Override
        public OptionalLong mainPid(ServiceUnit service) {
          return OptionalLong.empty();
        }

        @Override
        public Optional<String> controlGroup(ServiceUnit service) {
          return Optional.empty();
        }
      };

  /**
   * Lists the units that are loaded now.
   *
   * @param wanted whether a unit of this name is wanted
   * @return the wanted ones, in no order
   * @throws org.atlasagent.source.SourceException when the service manager cannot be asked
   */
  List<ServiceUnit> units(Predicate<String> wanted);

  /** The main process of a service (MainPID); empty when it has none, or is gone. */
  OptionalLong mainPid(ServiceUnit service);

  /**
   * The cgroup of a service (ControlGroup), as a path below the mount point of the cgroups; empty
   * when it has none, or is gone.
   */
  Optional<String> controlGroup(ServiceUnit service);
}
