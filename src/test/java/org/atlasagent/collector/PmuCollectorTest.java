package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.AmdGpus;
import org.atlasagent.source.host.Dcgm;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.source.host.KernelPerfCounters;
import org.atlasagent.source.host.NvidiaGpus;
import org.atlasagent.source.host.PerfCount;
import org.atlasagent.source.host.PerfCounters;
import org.atlasagent.source.host.PerfEvent;
import org.atlasagent.source.host.PerfSpect;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class PmuCollectorTest {
  private static final Path ONLINE = Path.of("sys/devices/system/cpu/online");

  @TempDir private Path directory;
  private final FakeCounters counters = new FakeCounters();

  @BeforeEach
  void startAllEventsAtNought() {
    counters.setAll(new PerfCount(0, 0, 0));
  }

  @Test
  void reportsWhatHappenedSinceTheLastRunOnEachProcessor() {
    RecordedHost host = host("0-1\n");
    try (RunningCollector collector = start(host)) {
      assertThat(collector.run(Due.ALL).outcome()).isEqualTo(Outcome.FIRST_SAMPLE);

      counters.set(PerfEvent.INSTRUCTIONS, new PerfCount(1000, 60, 60));
      counters.set(PerfEvent.CYCLES, new PerfCount(500, 60, 60));
      counters.set(PerfEvent.CACHE_REFERENCES, new PerfCount(80, 60, 60));
      counters.set(PerfEvent.CACHE_MISSES, new PerfCount(20, 60, 60));
      counters.set(PerfEvent.BRANCHES, new PerfCount(200, 60, 60));
      counters.set(PerfEvent.BRANCH_MISSES, new PerfCount(1, 60, 60));
      List<String> lines =
          List.of(
              "d:sys.cpu.branchMispredictionRate:0.005",
              "d:sys.cpu.cacheMissRate:0.25",
              "d:sys.cpu.cycles:500",
              "d:sys.cpu.instructions:1000");
      assertThat(collector.run(Due.ALL).lines()).hasSize(8).containsAll(lines);
    }
  }

  @Test
  void scalesWhatWasSeenOnlyAPartOfTheTime() {
    try (RunningCollector collector = start(host("0"))) {
      counters.set(PerfEvent.CYCLES, new PerfCount(100, 60, 30));
      collector.run(Due.ALL);
      counters.set(PerfEvent.CYCLES, new PerfCount(200, 120, 45));

      assertThat(collector.run(Due.ALL).lines()).containsExactly("d:sys.cpu.cycles:400");
    }
  }

  @Test
  void aShareIsNeverAboveOneAndThereIsNoneOfNothing() {
    try (RunningCollector collector = start(host("0"))) {
      collector.run(Due.ALL);
      counters.set(PerfEvent.CACHE_REFERENCES, new PerfCount(10, 60, 60));
      counters.set(PerfEvent.CACHE_MISSES, new PerfCount(12, 60, 60));
      counters.set(PerfEvent.BRANCHES, new PerfCount(0, 60, 60));
      counters.set(PerfEvent.BRANCH_MISSES, new PerfCount(0, 60, 60));

      assertThat(collector.run(Due.ALL).lines()).containsExactly("d:sys.cpu.cacheMissRate:1");
    }
  }

  @Test
  void processorsThatComeOrGoOpenTheEventsAnew() {
    RecordedHost host = host("0-3");
    try (RunningCollector collector = start(host)) {
      collector.run(Due.ALL);
      assertThat(counters.open).hasSize(24);

      host.write(ONLINE, "0,2".getBytes(UTF_8));
      assertThat(collector.run(Due.ALL).outcome()).isEqualTo(Outcome.FIRST_SAMPLE);
      assertThat(counters.open)
          .hasSize(12)
          .contains("cycles on 0", "cycles on 2")
          .doesNotContain("cycles on 1", "cycles on 3");

      counters.set(PerfEvent.CYCLES, new PerfCount(7, 60, 60));
      assertThat(collector.run(Due.ALL).lines()).hasSize(2);
    }
  }

  @Test
  void aMachineWithoutHardwareCountersHasNoData() {
    counters.counts.clear();
    try (RunningCollector collector = start(host("0"))) {
      collector.run(Due.ALL);

      assertThat(collector.run(Due.ALL).outcome())
          .isInstanceOfSatisfying(
              Outcome.NoData.class, noData -> assertThat(noData.why()).contains("perf_event_open"));
    }
  }

  @Test
  void aRefusalLeavesNothingOpenAndIsTriedAgain() {
    counters.refused = Optional.of(PerfEvent.BRANCHES);
    try (RunningCollector collector = start(host("0"))) {
      assertThatThrownBy(() -> collector.run(Due.ALL)).isInstanceOf(SourceException.class);
      assertThat(counters.open).isEmpty();

      counters.refused = Optional.empty();
      assertThat(collector.run(Due.ALL).outcome()).isEqualTo(Outcome.FIRST_SAMPLE);
    }
  }

  /** The mechanism on the running kernel, with an event that the kernel counts everywhere. */
  @Test
  @EnabledIf("isRoot")
  void countsSoftwareEventsOfTheRunningKernel() {
    PerfEvent clock = PerfEvent.CPU_CLOCK;
    PmuEvents software = new PmuEvents(clock, clock, clock, clock, clock, clock);
    Catalogue.Entry pmu = RecordedHost.collector("pmu");
    Catalogue.Entry entry =
        new Catalogue.Entry(
            pmu.name(),
            pmu.flavors(),
            pmu.needs(),
            pmu.metrics(),
            wiring -> new PmuCollector(wiring, software));
    Hardware hardware =
        new Hardware(
            PerfSpect.NONE,
            Dcgm.NONE,
            Optional.of(new KernelPerfCounters()),
            NvidiaGpus.NONE,
            AmdGpus.NONE);
    try (RunningCollector collector = host("0").start(entry, hardware)) {
      assertThat(collector.run(Due.ALL).outcome()).isEqualTo(Outcome.FIRST_SAMPLE);

      assertThat(collector.run(Due.ALL).lines())
          .hasSize(4)
          .anyMatch(line -> line.matches("d:sys.cpu.cycles:[1-9][0-9.]*"))
          .anyMatch(line -> line.matches("d:sys.cpu.instructions:[1-9][0-9.]*"))
          .anyMatch(line -> line.matches("d:sys.cpu.cacheMissRate:[01][0-9.]*"));
    }
  }

  static boolean isRoot() throws IOException {
    return Files.readString(Path.of("/proc/self/status")).contains("\nUid:\t0\t0\t");
  }

  @Test
  void isOffUnlessItIsAskedFor() {
    try (RunningCollector collector = host("0").start(RecordedHost.collector("pmu"))) {
      assertThat(collector.run(Due.ALL).outcome())
          .isEqualTo(Outcome.noData("not asked for: --pmu or ATLAS_ENABLE_PMU_METRICS=true"));
    }
  }

  private RecordedHost host(String online) {
    RecordedHost host = RecordedHost.copy("empty", directory);
    host.write(ONLINE, online.getBytes(UTF_8));
    return host;
  }

  private RunningCollector start(RecordedHost host) {
    return host.start(
        RecordedHost.collector("pmu"),
        new Hardware(
            PerfSpect.NONE, Dcgm.NONE, Optional.of(counters), NvidiaGpus.NONE, AmdGpus.NONE));
  }

  /** Counters that say on each processor what the test wants. */
  private static final class FakeCounters implements PerfCounters {
    final Map<PerfEvent, PerfCount> counts = new HashMap<>();
    final Set<String> open = new HashSet<>();
    Optional<PerfEvent> refused = Optional.empty();

    void set(PerfEvent event, PerfCount count) {
      counts.put(event, count);
    }

    void setAll(PerfCount count) {
      List.of(
              PerfEvent.INSTRUCTIONS,
              PerfEvent.CYCLES,
              PerfEvent.CACHE_REFERENCES,
              PerfEvent.CACHE_MISSES,
              PerfEvent.BRANCHES,
              PerfEvent.BRANCH_MISSES)
          .forEach(event -> set(event, count));
    }

    @Override
    public Optional<Counter> open(PerfEvent event, int cpu) {
      if (refused.filter(event::equals).isPresent()) {
        throw new SourceException(event.name(), "perf_event_open: EACCES");
      }
      if (!counts.containsKey(event)) {
        return Optional.empty();
      }
      String name = event.name() + " on " + cpu;
      open.add(name);
      return Optional.of(
          new Counter() {
            @Override
            public Optional<PerfCount> read() {
              return Optional.ofNullable(counts.get(event));
            }

            @Override
            public void close() {
              open.remove(name);
            }
          });
    }
  }
}
