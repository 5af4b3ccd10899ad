package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atlasagent.source.MalformedException;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.AmdGpus;
import org.atlasagent.source.host.Dcgm;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.source.host.NvidiaGpus;
import org.atlasagent.source.host.PerfSpect;
import org.atlasagent.source.sysfs.ProductName.Maker;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerfSpectCollectorTest {
  private static final String HEADING = "TS,SKT,CPU,CID,freq,cycles/s,instructions/s,L2 misses/s";

  @TempDir private Path directory;
  private final List<Maker> asked = new ArrayList<>();
  private Optional<PerfSpect.Printed> printed = printed();

  @Test
  void multipliesRatesByTheSecondsOfALine() {
    try (RunningCollector collector = on("m7i.large\n")) {
      printed = printed(HEADING, "1700000000,,,,2.5,1000,2000.5,30");

      assertThat(collector.run(Due.ALL).lines())
          .containsExactly(
              "c:cpu.perfspect.cycles:5000",
              "c:cpu.perfspect.instructions:10002.5",
              "c:cpu.perfspect.l2CacheMisses:150",
              "g:cpu.perfspect.frequency:2.5");
      assertThat(asked).containsExactly(Maker.INTEL);
    }
  }

  @Test
  void countsEveryLineOfABurstAndSkipsGarbage() {
    try (RunningCollector collector = on("c8a.metal")) {
      printed = printed("1,,,,2,10,1,1", "oops", "2,,,,2,20,1,NaN", "3,,,,3,30,1,1");

      assertThat(collector.run(Due.ALL).lines())
          .filteredOn(line -> line.startsWith("c:cpu.perfspect.cycles"))
          .containsExactly("c:cpu.perfspect.cycles:150", "c:cpu.perfspect.cycles:50");
      assertThat(asked).containsExactly(Maker.AMD);
    }
  }

  @Test
  void hasNoDataUntilTheFirstLineComes() {
    try (RunningCollector collector = on("m7i.large")) {
      assertThat(collector.run(Due.ALL).outcome()).isInstanceOf(Outcome.NoData.class);
      printed = printed(HEADING);
      assertThat(collector.run(Due.ALL).outcome()).isInstanceOf(Outcome.NoData.class);
    }
  }

  @Test
  void aLineThatIsLateIsNoChangeButSilenceIs() {
    try (RunningCollector collector = on("m7i.large")) {
      printed = printed("1,,,,2,10,1,1");
      collector.run(Due.ALL);
      printed = printed();

      for (int run = 1; run <= 3; run++) {
        assertThat(collector.run(Due.ALL).outcome()).isEqualTo(Outcome.COLLECTED);
      }
      assertThat(collector.run(Due.ALL).outcome()).isInstanceOf(Outcome.NoData.class);
    }
  }

  @Test
  void aProgramThatDoesNotRunIsAFailureOnceItsLinesAreReported() {
    try (RunningCollector collector = on("m7i.large")) {
      Optional<String> problem = Optional.of("perfspect: exit code 1: no perf");
      printed = Optional.of(new PerfSpect.Printed(List.of("1,,,,2,10,1,1"), problem));
      assertThat(collector.run(Due.ALL).lines()).hasSize(4);

      printed = Optional.of(new PerfSpect.Printed(List.of(), problem));
      assertThatThrownBy(() -> collector.run(Due.ALL))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("exit code 1: no perf");
    }
  }

  @Test
  void nothingButGarbageIsAFailure() {
    try (RunningCollector collector = on("m7i.large")) {
      printed = printed(HEADING, "1,2,3");

      assertThatThrownBy(() -> collector.run(Due.ALL))
          .isInstanceOf(MalformedException.class)
          .hasMessage("perfspect: not 8 fields with 4 numbers at the end in line \"1,2,3\"");
    }
  }

  @Test
  void isNotAskedOnAnOlderOrAnotherMachine() {
    for (String name : List.of("m5.large", "m6i.large", "m7g.large", "VirtualBox", "")) {
      try (RunningCollector collector = on(name)) {
        assertThat(collector.run(Due.ALL).outcome()).isInstanceOf(Outcome.NoData.class);
      }
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void hasNoDataWhereItIsNotInstalled() {
    try (RunningCollector collector = on("m7i.large")) {
      printed = Optional.empty();

      assertThat(collector.run(Due.ALL).outcome())
          .isEqualTo(Outcome.noData("/apps/nflx-perfspect/bin/perfspect: not there"));
    }
  }

  private static Optional<PerfSpect.Printed> printed(String... lines) {
    return Optional.of(new PerfSpect.Printed(List.of(lines), Optional.empty()));
  }

  private RunningCollector on(String productName) {
    RecordedHost host = RecordedHost.copy("empty", directory);
    host.write(Path.of("sys/devices/virtual/dmi/id/product_name"), productName.getBytes(UTF_8));
    PerfSpect perfSpect =
        maker -> {
          asked.add(maker);
          return printed;
        };
    return host.start(
        RecordedHost.collector("perfspect"),
        new Hardware(perfSpect, Dcgm.NONE, Optional.empty(), NvidiaGpus.NONE, AmdGpus.NONE));
  }
}
