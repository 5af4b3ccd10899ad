package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.linux.IsolatedNetwork;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.spectatord.ProtocolLine;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.VirtualHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent whose kernel files shrink, turn to garbage and vanish while it reads them. */
class KernelFileFaultIT {
  private static final int FACTOR = 60;
  private static final int ROUNDS_OF_DAMAGE = 300;

  private static final Set<String> SHARES =
      Catalogue.entries().stream()
          .flatMap(entry -> entry.metrics().stream())
          .filter(metric -> metric.unit() == Unit.PERCENT)
          .map(Metric::name)
          .collect(Collectors.toSet());

  private static final List<String> COMMON_WORDS = List.of("cpu", "eth0:", "-", "\u0000", "\n");

  @TempDir private Path directory = Path.of("");

  @Test
  void filesThatShrinkAndTurnToGarbageWhileTheyAreReadCostTheirOwnRunsOnly() throws IOException {
    Path root = Files.createDirectory(directory.resolve("root"));
    Map<Path, byte[]> good = content(RecordedHost.copy("modern", root));
    try (Arrivals lines = Arrivals.at(socket());
        AgentProcess agent = start("--root=" + root)) {
      lines.takeUntil("some minutes have come", () -> minutes(lines) > 4);
      Set<String> before = series(lines.lines());
      assertThat(before).hasSizeGreaterThan(100);
      assertThat(agent.err()).doesNotContain("failed");

      damage(good, lines);
      assertThat(agent.isAlive()).isTrue();
      good.forEach(KernelFileFaultIT::write);

      // The damage is told, each failure by its file, and none is a flaw of the agent.
      List<String> failures =
          agent.err().lines().filter(line -> line.contains(" failed: ")).toList();
      assertThat(failures)
          .isNotEmpty()
          .allMatch(line -> line.contains(" failed: " + root))
          .noneMatch(line -> line.contains("Exception") || line.contains("Error"));
      long now = minutes(lines);
      lines.takeUntil("two minutes have passed", () -> minutes(lines) > now + 2);
      int from = lines.lines().size();
      lines.takeUntil("four more have passed", () -> minutes(lines) > now + 6);
      Set<String> after = series(rest(lines, from));
      assertThat(minus(before, after)).as("not back").isEmpty();
      assertThat(minus(after, before)).as("not there before").isEmpty();
      assertPlausible(rest(lines, from));
    }
  }

  private static void damage(Map<Path, byte[]> good, Arrivals lines) {
    Random random = new Random(1);
    List<Path> files = List.copyOf(good.keySet());
    for (int round = 0; round < ROUNDS_OF_DAMAGE; round++) {
      for (int i = 0; i < files.size() / 20; i++) {
        Path file = files.get(random.nextInt(files.size()));
        byte[] content = Objects.requireNonNull(good.get(file));
        // None is deleted: a plain file that is open can be read on, unlike one of the kernel.
        switch (random.nextInt(4)) {
          case 0 -> write(file, new byte[0]);
          case 1 -> write(file, content, content.length / 2);
          case 2 -> write(file, garbage(random));
          default -> write(file, content);
        }
      }
      lines.takeFor(Duration.ofMillis(20));
    }
  }

  @Test
  void interfacesThatComeAndGoWhileTheyAreReadAreNoFailure() {
    IsolatedNetwork.require();
    try (VirtualHost host = new VirtualHost();
        Arrivals lines = Arrivals.at(socket());
        AgentProcess agent = host.call(() -> start("--flavor=system"))) {
      lines.takeUntil("some minutes have come", () -> minutes(lines) > 2);
      assertThat(agent.err()).doesNotContain("failed");

      for (int round = 0; round < 100; round++) {
        host.sh(
            """
            ip link add churn%1$d type veth peer name peer%1$d
            ip addr add fd99::%1$d/64 dev churn%1$d nodad
            ip link set churn%1$d up
            ip link add churn-a type veth peer name churn-b
            ip link set churn-a up
            """
                .formatted(round % 3));
        lines.takeFor(Duration.ofMillis(20));
        host.sh("ip link del churn-a; ip link del churn%d".formatted(round % 3));
      }
      long now = minutes(lines);
      lines.takeUntil("two minutes have passed", () -> minutes(lines) > now + 2);
      assertThat(agent.err()).doesNotContain("failed");
      assertThat(series(lines.lines()))
          .as("they were seen at times")
          .anyMatch(series -> series.contains("iface=churn"));
      int from = lines.lines().size();
      lines.takeUntil(
          "two more have passed",
          () -> series(rest(lines, from)).contains("net.iface.bytes{id=in, iface=lo}"));
      assertThat(series(rest(lines, from))).noneMatch(series -> series.contains("churn"));
      assertPlausible(lines.lines());
    }
  }

  private AgentProcess start(String option) {
    return AgentProcess.start(
        directory,
        Map.of(),
        "run",
        option,
        "--output=unix://" + socket(),
        "--cadence-factor=" + FACTOR);
  }

  private Path socket() {
    return directory.resolve("spectatord.unix");
  }

  private static long minutes(Arrivals lines) {
    return lines.count("agent.uptime", Map.of());
  }

  private static List<ProtocolLine> rest(Arrivals lines, int from) {
    return lines.lines().subList(from, lines.lines().size());
  }

  /** Name and tags, without those about the agent. */
  private static Set<String> series(List<ProtocolLine> lines) {
    Set<String> series = new TreeSet<>();
    for (ProtocolLine line : lines) {
      Map<String, String> tags = new TreeMap<>(line.tags());
      tags.remove("xatlas.process");
      if (!line.name().startsWith("agent.")) {
        series.add(line.name() + tags);
      }
    }
    return series;
  }

  private static Set<String> minus(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static void assertPlausible(List<ProtocolLine> lines) {
    for (ProtocolLine line : lines) {
      assertThat(line.value()).as("%s", line).isGreaterThanOrEqualTo(BigDecimal.ZERO);
      if (SHARES.contains(line.name()) && line.letter() != 'c') {
        assertThat(line.value()).as("%s", line).isLessThanOrEqualTo(BigDecimal.valueOf(100));
      }
    }
  }

  private static Map<Path, byte[]> content(RecordedHost host) throws IOException {
    Map<Path, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(host.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(file, Files.readAllBytes(file));
      }
    }
    return content;
  }

  private static byte[] garbage(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append(COMMON_WORDS.get(random.nextInt(COMMON_WORDS.size())));
      text.append(random.nextBoolean() ? " " : String.valueOf(random.nextLong()));
    }
    return text.toString().getBytes(UTF_8);
  }

  private static void write(Path file, byte[] content) {
    write(file, content, content.length);
  }

  /** In place, as the kernel does: who keeps it open sees the new content. */
  private static void write(Path file, byte[] content, int length) {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.write(content, 0, length);
      open.setLength(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
