package org.atlasagent.source.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the drivers of network interfaces count under names of their own, as ethtool(8) -S shows.
 */
public interface InterfaceStatistics {
  /** A machine of which nothing can be asked, such as a recorded one: no interface. */
  InterfaceStatistics NONE =
      new InterfaceStatistics() {
        @Override
        public OptionalInt index(String name) {
          return OptionalInt.empty();
        }

        @Override
        public Optional<List<String>> names(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<long[]> values(String name, int count) {
          return Optional.empty();
        }
      };

  /**
   * The number of an interface, which tells it from an earlier one of that name. Never blocks; used
   * by one thread.
   *
   * @return empty when there is no such interface
   */
  OptionalInt index(String name);

  /**
   * The names of an interface's statistics, which the driver chooses; may wait for the driver.
   *
   * @return empty when the interface has none, or is gone
   * @throws org.atlasagent.source.SourceException when the call fails: interface, call and errno
   */
  Optional<List<String>> names(String name);

  /**
   * The numbers of an interface's statistics, in the order of the names; may wait for the driver.
   *
   * @param count how many names there were
   * @return empty when there are not as many now, or the interface is gone
   * @throws org.atlasagent.source.SourceException when the call fails: interface, call and errno
   */
  Optional<long[]> values(String name, int count);
}
