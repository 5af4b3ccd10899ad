package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.atlasagent.source.host.AmdGpus;
import org.atlasagent.source.host.Dcgm;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.source.host.NvidiaGpu;
import org.atlasagent.source.host.NvidiaGpus;
import org.atlasagent.source.host.PerfSpect;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaCollectorTest {
  @TempDir private Path directory;
  private Optional<List<NvidiaGpu>> gpus = Optional.empty();
  private boolean installed = true;

  @Test
  void reportsWhatEachGpuTells() {
    gpus =
        Optional.of(
            List.of(
                new NvidiaGpu(
                    0,
                    Optional.of(new NvidiaGpu.Memory(100, 70, 30)),
                    Optional.of(new NvidiaGpu.Utilization(95, 41)),
                    OptionalInt.of(71),
                    OptionalInt.of(2)),
                new NvidiaGpu(
                    1, Optional.empty(), Optional.empty(), OptionalInt.of(35), OptionalInt.empty()),
                new NvidiaGpu(
                    2,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty())));
    try (RunningCollector collector = start()) {
      assertThat(collector.run(Due.ALL).lines())
          .containsExactly(
              "d:gpu.temperature,provider=nvidia:35",
              "d:gpu.temperature,provider=nvidia:71",
              "g:gpu.count,provider=nvidia:3",
              "g:gpu.freeMemory,gpu=0,provider=nvidia:70",
              "g:gpu.memoryActivity,gpu=0,provider=nvidia:41",
              "g:gpu.perfState,gpu=0,provider=nvidia:2",
              "g:gpu.totalMemory,gpu=0,provider=nvidia:100",
              "g:gpu.usedMemory,gpu=0,provider=nvidia:30",
              "g:gpu.utilization,gpu=0,provider=nvidia:95");
    }
  }

  @Test
  void aDriverThatIsNotLoadedReportsNothing() {
    try (RunningCollector collector = start()) {
      assertThat(collector.run(Due.ALL).lines()).isEmpty();

      gpus = Optional.of(List.of());
      assertThat(collector.run(Due.ALL).lines()).containsExactly("g:gpu.count,provider=nvidia:0");
    }
  }

  @Test
  void asksNobodyWithoutTheLibrary() {
    gpus = Optional.of(List.of());
    installed = false;
    try (RunningCollector collector = start()) {
      RunningCollector.Run run = collector.run(Due.ALL);

      assertThat(run.outcome()).isEqualTo(Outcome.noData("libnvidia-ml.so.1: not there"));
      assertThat(run.lines()).isEmpty();
    }
  }

  private RunningCollector start() {
    RecordedHost host = RecordedHost.copy("empty", directory);
    NvidiaGpus source =
        new NvidiaGpus() {
          @Override
          public boolean canBeAsked() {
            return installed;
          }

          @Override
          public Optional<List<NvidiaGpu>> read() {
            return gpus;
          }
        };
    return host.start(
        RecordedHost.collector("gpu-nvidia"),
        new Hardware(PerfSpect.NONE, Dcgm.NONE, Optional.empty(), source, AmdGpus.NONE));
  }
}
