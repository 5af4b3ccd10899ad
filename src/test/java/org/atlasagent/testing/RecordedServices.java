package org.atlasagent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.atlasagent.source.host.ServiceManager;
import org.atlasagent.source.host.ServiceUnit;

/**
 * What systemd said on a recorded host: {@code replies/systemd} below its root, one line a unit,
 * with name, active state, sub state, MainPID and ControlGroup between tabs; the last two are empty
 * for what is no service, and MainPID is 0 for one without a main process.
 */
final class RecordedServices implements ServiceManager {
  private final Path file;

  RecordedServices(Path root) {
    file = root.resolve("replies/systemd");
  }

  @Override
  public Optional<String> absence() {
    return Optional.empty();
  }

  @Override
  public List<ServiceUnit> units(Predicate<CharSequence> wanted) {
    return lines()
        .filter(unit -> wanted.test(unit[0]))
        .map(unit -> new ServiceUnit(unit[0], unit[1], unit[2], "/unit/" + unit[0]))
        .toList();
  }

  @Override
  public OptionalLong mainPid(ServiceUnit service) {
    return property(service, 3)
        .filter(pid -> !pid.equals("0"))
        .map(pid -> OptionalLong.of(Long.parseLong(pid)))
        .orElseGet(OptionalLong::empty);
  }

  @Override
  public Optional<String> controlGroup(ServiceUnit service) {
    return property(service, 4);
  }

  private Optional<String> property(ServiceUnit service, int column) {
    return lines()
        .filter(unit -> unit[0].equals(service.name()))
        .map(unit -> unit[column])
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private Stream<String[]> lines() {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of();
      return lines.stream().map(line -> line.split("\t", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
