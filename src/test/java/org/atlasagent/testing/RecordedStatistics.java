package org.atlasagent.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.atlasagent.source.host.InterfaceStatistics;

/**
 * What the drivers of a recorded host's interfaces counted: {@code replies/ethtool/INTERFACE}, as
 * {@code ethtool -S} prints it.
 */
final class RecordedStatistics implements InterfaceStatistics {
  private final Replies replies;

  RecordedStatistics(Path root) {
    replies = new Replies(root);
  }

  @Override
  public OptionalInt index(String name) {
    return lines(name).isPresent() ? OptionalInt.of(1) : OptionalInt.empty();
  }

  @Override
  public Optional<List<String>> names(String name) {
    return lines(name)
        .map(lines -> lines.stream().map(line -> line.substring(0, colon(line)).strip()).toList());
  }

  @Override
  public Optional<long[]> values(String name, int count) {
    return lines(name)
        .map(lines ->
            lines.stream()
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(colon(line) + 2)))
                .toArray())
        .filter(values -> values.length == count);
  }

  private static int colon(String line) {
    return line.lastIndexOf(": ");
  }

  private Optional<List<String>> lines(String name) {
    return replies.lines("ethtool/" + name).map(lines -> lines.subList(1, lines.size()));
  }
}
