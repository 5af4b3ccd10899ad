package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.spectatord.ProtocolLine;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged agent, twenty times as fast as usual, while interfaces, mounts, sockets and
 * processes come and go: what it holds does not grow. {@code ./mvnw verify -Psoak} takes an hour,
 * in which twenty hours of rounds are run.
 */
class SoakIT {
  private static final int FASTER = 20;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final long KIB = 1024;
  private static final long MOST_THREADS = 16;

  /** What a young generation and a code cache may differ by from one look to another. */
  private static final long SLACK_KB = 2 * KIB;

  @TempDir private Path directory = Path.of("");

  /**
   * What the agent holds at one moment.
   *
   * @param descriptors open files
   * @param threads its threads
   * @param privateKb memory that is its own and was written to, in KiB
   * @param heapBytes of its heap, garbage included
   */
  private record Held(long descriptors, long threads, long privateKb, long heapBytes) {}

  @BeforeAll
  static void needsRoot() {
    Skip.unless("root".equals(System.getProperty("user.name")), "only root can make namespaces");
    Skip.withoutPrograms("unshare", "ip", "mount");
  }

  @Test
  void whatItHoldsDoesNotGrow() throws IOException {
    long seconds = Long.getLong("soak.seconds", 60);
    Path output = directory.resolve("s");
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(output);
        AgentProcess agent = start(output)) {
      Set<String> interfaces = new HashSet<>();
      Await.until(
          "interfaces come and go",
          () -> {
            receiver.receive(LOOK).ifPresent(lines -> addInterfaces(lines, interfaces));
            return interfaces.size() > 3;
          });
      long pid = agentBelow(agent.handle());
      // A part of the time, in which caches fill and the compiler does most of its work.
      List<Held> first = new ArrayList<>();
      List<Held> last = new ArrayList<>();
      long start = System.nanoTime();
      for (long passed = 0; passed < seconds; passed = secondsSince(start)) {
        Held held = look(receiver, pid);
        if (passed > seconds / 3 && passed < seconds / 2) {
          first.add(held);
        } else if (passed > seconds * 5 / 6) {
          last.add(held);
        }
      }
      System.out.printf("soak of %d s: %s, then %s%n", seconds, summary(first), summary(last));

      assertThat(most(last, Held::descriptors)).isLessThanOrEqualTo(most(first, Held::descriptors));
      // Those that ask what may block come when one does not answer at once, and go.
      assertThat(least(last, Held::threads)).isLessThanOrEqualTo(least(first, Held::threads));
      assertThat(most(last, Held::threads)).isLessThanOrEqualTo(MOST_THREADS);
      assertThat(most(last, Held::privateKb))
          .isLessThanOrEqualTo(most(first, Held::privateKb) + SLACK_KB);
      // The least is what remains after a collection.
      assertThat(least(last, Held::heapBytes))
          .isLessThanOrEqualTo(least(first, Held::heapBytes) + SLACK_KB * KIB);
      assertThat(agent.err()).doesNotContain("failed");
    }
  }

  private AgentProcess start(Path output) {
    List<String> command = new ArrayList<>(List.of("bash", "src/test/soak/churn.sh"));
    command.addAll(AgentProcess.program(AgentProcess.jar()));
    command.addAll(List.of("run", "--flavor=system", "--cadence-factor=" + FASTER));
    command.add("--output=unix://" + output);
    return AgentProcess.start(directory, Map.of(), command);
  }

  private static void addInterfaces(byte[] datagram, Set<String> names) {
    for (ProtocolLine line : new Received("atlas-system-agent").add(datagram)) {
      String name = line.tags().getOrDefault("iface", "");
      if (name.startsWith("churn")) {
        names.add(name);
      }
    }
  }

  private static long agentBelow(ProcessHandle shell) {
    return shell
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  /** Takes the lines of a while, and looks. */
  private static Held look(UnixDatagramReceiver receiver, long pid) throws IOException {
    Received received = new Received("atlas-system-agent");
    long start = System.nanoTime();
    long heap = 0;
    while (System.nanoTime() - start < LOOK.toNanos()) {
      Stream<ProtocolLine> lines =
          receiver.receive(LOOK).map(received::add).stream().flatMap(List::stream);
      heap =
          lines
              .filter(line -> line.name().equals("agent.memory"))
              .filter(line -> "heapUsed".equals(line.tags().get("id")))
              .mapToLong(line -> line.value().longValue())
              .findFirst()
              .orElse(heap);
    }
    Path proc = Path.of("/proc", "" + pid);
    return new Held(
        entries(proc.resolve("fd")),
        entries(proc.resolve("task")),
        privateKb(proc.resolve("smaps_rollup")),
        heap);
  }

  private static long entries(Path path) throws IOException {
    try (Stream<Path> all = Files.list(path)) {
      return all.count();
    }
  }

  private static long privateKb(Path smaps) throws IOException {
    return Files.readAllLines(smaps).stream()
        .filter(line -> line.startsWith("Private_Dirty:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static long secondsSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }

  private static long most(List<Held> all, ToLongFunction<Held> what) {
    return statistics(all, what).getMax();
  }

  private static long least(List<Held> all, ToLongFunction<Held> what) {
    return statistics(all, what).getMin();
  }

  /** Without those that were not told. */
  private static LongSummaryStatistics statistics(List<Held> all, ToLongFunction<Held> what) {
    LongSummaryStatistics found =
        all.stream().mapToLong(what).filter(value -> value > 0).summaryStatistics();
    assertThat(found.getCount()).isPositive();
    return found;
  }

  private static String summary(List<Held> all) {
    return "%d descriptors, %d threads, %d KiB private, heap from %d KiB"
        .formatted(
            most(all, Held::descriptors),
            most(all, Held::threads),
            most(all, Held::privateKb),
            least(all, Held::heapBytes) / KIB);
  }
}
