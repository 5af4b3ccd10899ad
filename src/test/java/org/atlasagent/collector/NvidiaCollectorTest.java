package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atlasagent.source.host.AmdGpus;
import org.atlasagent.source.host.Dcgm;
import org.atlasagent.source.host.GpuReading;
import org.atlasagent.source.host.GpuReading.Cause;
import org.atlasagent.source.host.GpuReading.Missing;
import org.atlasagent.source.host.GpuReading.Told;
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
                    new Told<>(new NvidiaGpu.Memory(100, 70, 30)),
                    new Told<>(new NvidiaGpu.Utilization(95, 41)),
                    new Told<>(71),
                    new Told<>(2)),
                gpu(1, new Missing<>(Cause.NOT_SUPPORTED), new Told<>(35)),
                missing(2, Cause.LOST)));
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

  @Test
  void saysWhichGpuIsLostAndWhatTheOthersDoNotTell() {
    try (RunningCollector collector = start()) {
      gpus =
          Optional.of(
              List.of(
                  gpu(0, new Missing<>(Cause.NO_FUNCTION), new Told<>(35)),
                  missing(1, Cause.LOST)));
      collector.run(Due.ALL);

      assertThat(collector.remarks())
          .containsExactly(
              "fine gpu 0",
              "absent gpu 0: memory: not in this version of the library",
              "absent gpu 0: utilization: not in this version of the library",
              "fine gpu 0: temperature",
              "absent gpu 0: performance state: not in this version of the library",
              "faulty gpu 1: lost");
    }
  }

  @Test
  void aGpuThatNoLongerTellsAnythingOrIsNoLongerCountedIsLostToo() {
    try (RunningCollector collector = start()) {
      NvidiaGpu silent = missing(1, Cause.NOT_SUPPORTED);
      gpus = Optional.of(List.of(missing(0, Cause.NOT_SUPPORTED), silent));
      collector.run(Due.ALL);
      assertThat(collector.remarks()).contains("fine gpu 1");

      NvidiaGpu warm = gpu(1, new Missing<>(Cause.NOT_SUPPORTED), new Told<>(35));
      gpus = Optional.of(List.of(missing(0, Cause.NOT_SUPPORTED), warm));
      collector.run(Due.ALL);
      collector.remarks();

      gpus = Optional.of(List.of(missing(0, Cause.NOT_SUPPORTED), silent));
      collector.run(Due.ALL);
      assertThat(collector.remarks())
          .contains("fine gpu 0", "faulty gpu 1: tells nothing any more")
          .noneMatch(remark -> remark.contains("gpu 1: memory"));

      gpus = Optional.of(List.of(missing(0, Cause.NOT_SUPPORTED)));
      collector.run(Due.ALL);
      assertThat(collector.remarks()).contains("faulty gpu 1: no longer counted by the driver");
    }
  }

  @Test
  void aDriverThatIsTakenAwayMeanwhileIsNoGpusFault() {
    try (RunningCollector collector = start()) {
      gpus = Optional.of(List.of(gpu(0, new Missing<>(Cause.NO_DRIVER), new Told<>(35))));
      collector.run(Due.ALL);

      assertThat(collector.remarks()).isEmpty();
    }
  }

  private static NvidiaGpu missing(int index, Cause cause) {
    return gpu(index, new Missing<>(cause), new Missing<>(cause));
  }

  /** A GPU that tells its temperature at most. */
  private static NvidiaGpu gpu(int index, Missing<Integer> others, GpuReading<Integer> celsius) {
    return new NvidiaGpu(
        index, new Missing<>(others.cause()), new Missing<>(others.cause()), celsius, others);
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
