package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.atlasagent.meter.Meters;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.InterfaceStatistics;
import org.atlasagent.source.host.UnitPatterns;
import org.atlasagent.testing.FixedAgent;
import org.atlasagent.testing.LineRecorder;
import org.atlasagent.testing.SaidRemarks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interfaces that come, go, change, and need not be asked again. */
class NetworkAllowancesCollectorTest {
  private static final String HEADINGS =
      "Inter-| Receive | Transmit\n face |bytes packets|bytes packets\n";

  @TempDir private Path root;

  private final Drivers drivers = new Drivers();
  private final LineRecorder recorder = new LineRecorder();
  private final List<Runnable> questions = new ArrayList<>();
  private Collector collector;

  @BeforeEach
  void start() {
    KernelFiles files = new KernelFiles(root);
    collector =
        new NetworkAllowancesCollector(
            new Wiring(
                files,
                new Sources(files, () -> 0, () -> 0),
                new Meters(recorder, List.of(), List.of(), 100),
                new LaterCalls(),
                new SaidRemarks(),
                () -> 0,
                OptionalLong.empty(),
                HostCalls.of(new FixedAgent(0, 0, 0, 0)).interfaceStatistics(drivers).build(),
                name -> !name.equals("unwanted"),
                name -> true,
                name -> true,
                UnitPatterns.read(Path.of("/nowhere")),
                10,
                Flavor.SYSTEM));
  }

  @Test
  void asksAnInterfaceWithoutAllowancesOnce() {
    drivers.put("veth0", 4, "rx_queue_0_drops", "7");
    drivers.put("lo", 1);

    assertThat(run()).isEmpty();
    assertThat(drivers.calls).containsExactlyInAnyOrder("names veth0", "names lo");
    drivers.calls.clear();
    assertThat(run()).isEmpty();
    assertThat(collector.collect(Due.ALL)).isEqualTo(Outcome.noData("no interface has allowances"));
    assertThat(drivers.calls).isEmpty();
  }

  @Test
  void asksForNamesOnceAndForNumbersEachRound() {
    drivers.put("ens5", 2, "rx", "1", "pps_allowance_exceeded", "5");

    assertThat(run()).containsExactly("U:net.perf.ppsAllowanceExceeded,iface=ens5:5");
    drivers.put("ens5", 2, "rx", "1", "pps_allowance_exceeded", "6");
    assertThat(run()).containsExactly("U:net.perf.ppsAllowanceExceeded,iface=ens5:6");
    assertThat(drivers.calls).containsExactly("names ens5", "values ens5", "values ens5");
  }

  @Test
  void anInterfaceThatIsPluggedInLaterIsFound() {
    drivers.put("ens5", 2, "pps_allowance_exceeded", "5");
    run();
    drivers.put("ens6", 3, "pps_allowance_exceeded", "8");
    assertThat(run())
        .containsExactly(
            "U:net.perf.ppsAllowanceExceeded,iface=ens5:5",
            "U:net.perf.ppsAllowanceExceeded,iface=ens6:8");
  }

  @Test
  void anInterfaceMadeAnewUnderAnOldNameIsAskedAgain() {
    drivers.put("eth0", 2);
    assertThat(run()).isEmpty();
    drivers.put("eth0", 3, "pps_allowance_exceeded", "8");
    assertThat(run()).containsExactly("U:net.perf.ppsAllowanceExceeded,iface=eth0:8");
  }

  @Test
  void namesAreReadAgainWhenTheirNumberChanges() {
    drivers.put("ens5", 2, "pps_allowance_exceeded", "5");
    run();
    drivers.put("ens5", 2, "queue_1", "9", "pps_allowance_exceeded", "6");
    assertThat(run()).containsExactly("U:net.perf.ppsAllowanceExceeded,iface=ens5:6");
  }

  @Test
  void aLateAnswerAboutAReplacedInterfaceIsNotReported() {
    drivers.put("ens5", 2, "pps_allowance_exceeded", "5");
    collector.collect(Due.ALL);
    List<Runnable> late = List.copyOf(questions);
    questions.clear();
    drivers.put("ens5", 3, "pps_allowance_exceeded", "1");
    collector.collect(Due.ALL);
    questions.clear();
    late.forEach(Runnable::run);
    assertThat(recorder.take()).isEmpty();
  }

  @Test
  void whatTheOperatorDoesNotWantIsNotAsked() {
    drivers.put("unwanted", 2, "pps_allowance_exceeded", "5");
    assertThat(run()).isEmpty();
    assertThat(drivers.calls).isEmpty();
  }

  @Test
  void namesLikeAllowancesAreNone() {
    drivers.put(
        "ens5",
        2,
        "pps_allowance_exceeded ",
        "1",
        "PPS_ALLOWANCE_EXCEEDED",
        "2",
        "",
        "3",
        "ÿ\n",
        "4");
    assertThat(run()).isEmpty();
  }

  private List<String> run() {
    collector.collect(Due.ALL);
    questions.forEach(Runnable::run);
    questions.clear();
    return recorder.take();
  }

  /** Interfaces that a test makes; all of them are in /proc/net/dev. */
  private final class Drivers implements InterfaceStatistics {
    final List<String> calls = new ArrayList<>();
    private final Map<String, Integer> indexes = new TreeMap<>();
    private final Map<String, String[]> statistics = new TreeMap<>();

    void put(String name, int index, String... namesAndNumbers) {
      indexes.put(name, index);
      statistics.put(name, namesAndNumbers);
      StringBuilder dev = new StringBuilder(HEADINGS);
      indexes.keySet().forEach(one -> dev.append(one).append(": 1 2 3 4\n"));
      try {
        Files.createDirectories(root.resolve("proc/net"));
        Files.writeString(root.resolve("proc/net/dev"), dev);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public OptionalInt index(String name) {
      Integer index = indexes.get(name);
      return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    @Override
    public Optional<List<String>> names(String name) {
      calls.add("names " + name);
      return Optional.of(every(name, 0)).filter(names -> !names.isEmpty());
    }

    @Override
    public Optional<long[]> values(String name, int count) {
      calls.add("values " + name);
      return Optional.of(every(name, 1).stream().mapToLong(Long::parseUnsignedLong).toArray())
          .filter(values -> values.length == count);
    }

    private List<String> every(String name, int from) {
      String[] all = statistics.getOrDefault(name, new String[0]);
      List<String> found = new ArrayList<>();
      for (int i = from; i < all.length; i += 2) {
        found.add(all[i]);
      }
      return found;
    }
  }

  /** Questions are answered when the test says so. */
  private final class LaterCalls implements BlockingCalls {
    @Override
    public <T> void ask(String key, Callable<T> question, Consumer<T> answer) {
      questions.add(() -> {
        try {
          answer.accept(question.call());
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      });
    }
  }
}
