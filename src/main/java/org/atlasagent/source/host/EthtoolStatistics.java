package org.atlasagent.source.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.atlasagent.linux.Ethtool;
import org.atlasagent.linux.InterfaceIndex;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.source.SourceException;

/** The statistics of the interfaces in this process' network namespace, by the ethtool ioctl. */
public final class EthtoolStatistics implements InterfaceStatistics {
  private final InterfaceIndex index = new InterfaceIndex();

  @Override
  public OptionalInt index(String name) {
    return ask(name, () -> index.of(name));
  }

  @Override
  public Optional<List<String>> names(String name) {
    return ask(name, () -> Ethtool.names(name));
  }

  @Override
  public Optional<long[]> values(String name, int count) {
    return ask(name, () -> Ethtool.statistics(name, count));
  }

  private static <T> T ask(String name, Supplier<T> question) {
    try {
      return question.get();
    } catch (LinuxException failure) {
      throw new SourceException(name, failure.call() + ": " + failure.errno(), failure);
    }
  }
}
