package org.atlasagent.source.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What systemd knows about its units. Questions may block for as long as the system bus does; one
 * thread asks at a time.
 */
public interface ServiceManager {
  /** A machine of which nothing can be asked, such as a recorded one. */
  ServiceManager NONE = none("systemd: asked on the running machine only");

  /**
   * Nobody to be asked.
   *
   * @param why the reason, in one phrase
   */
  static ServiceManager none(String why) {
    return new ServiceManager() {
      @Override
      public Optional<String> absence() {
        return Optional.of(why);
      }

      @Override
      public List<ServiceUnit> units(Predicate<CharSequence> wanted) {
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
  }

  /** Why there is nobody to be asked now, in one phrase; does not block. */
  Optional<String> absence();

  /**
   * Lists the units that are loaded now.
   *
   * @param wanted whether a unit of this name is wanted; it must not keep the name
   * @return the wanted ones, in no order
   * @throws org.atlasagent.source.SourceException when the service manager cannot be asked
   */
  List<ServiceUnit> units(Predicate<CharSequence> wanted);

  /** The main process of a service (MainPID); empty when it has none, or is gone. */
  OptionalLong mainPid(ServiceUnit service);

  /**
   * The cgroup of a service (ControlGroup), as a path below the mount point of the cgroups; empty
   * when it has none, or is gone.
   */
  Optional<String> controlGroup(ServiceUnit service);
}
