package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.atlasagent.source.host.AmdGpu;
import org.atlasagent.source.host.AmdGpus;
import org.atlasagent.source.host.Dcgm;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.source.host.NvidiaGpus;
import org.atlasagent.source.host.PerfSpect;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmdCollectorTest {
  @TempDir private Path directory;
  private long seconds = 1000;
  private OptionalLong xgmiKilobytes = OptionalLong.of(10);

  @Test
  void reportsWhatAGpuTellsAndTrafficWithTheSecondReading() {
    try (RunningCollector collector = start()) {
      assertThat(collector.run(Due.ALL).lines())
          .containsExactly(
              "d:gpu.temperature,provider=amd:45",
              "g:gpu.clockFrequency,gpu=0,id=gpu,provider=amd:2100",
              "g:gpu.clockFrequency,gpu=0,id=memory,provider=amd:1300",
              "g:gpu.count,provider=amd:1",
              "g:gpu.freeMemory,gpu=0,provider=amd:70",
              "g:gpu.memoryActivity,gpu=0,provider=amd:33",
              "g:gpu.power,gpu=0,provider=amd:700",
              "g:gpu.totalMemory,gpu=0,provider=amd:100",
              "g:gpu.usedMemory,gpu=0,provider=amd:30",
              "g:gpu.utilization,gpu=0,provider=amd:99");

      seconds += 50;
      xgmiKilobytes = OptionalLong.of(14);
      assertThat(collector.run(Due.ALL).lines())
          .filteredOn(line -> line.startsWith("c:"))
          .containsExactly(
              "c:gpu.pcie.bytes,gpu=0,id=in,provider=amd:10000",
              "c:gpu.pcie.bytes,gpu=0,id=out,provider=amd:5000",
              "c:gpu.xgmi.bytes,gpu=0,id=in,provider=amd:4096");
    }
  }

  @Test
  void aCounterThatWentBackOrALongPauseGivesNoTraffic() {
    try (RunningCollector collector = start()) {
      collector.run(Due.ALL);
      seconds += 3600;
      xgmiKilobytes = OptionalLong.of(5);

      assertThat(collector.run(Due.ALL).lines()).noneMatch(line -> line.startsWith("c:"));
    }
  }

  private RunningCollector start() {
    AmdGpus source =
        new AmdGpus() {
          @Override
          public boolean canBeAsked() {
            return true;
          }

          @Override
          public Optional<List<AmdGpu>> read() {
            return Optional.of(List.of(gpu()));
          }
        };
    return RecordedHost.copy("empty", directory)
        .start(
            RecordedHost.collector("gpu-amd"),
            new Hardware(PerfSpect.NONE, Dcgm.NONE, Optional.empty(), NvidiaGpus.NONE, source));
  }

  private AmdGpu gpu() {
    return new AmdGpu(
        0,
        new AmdGpu.Memory(OptionalLong.of(100), OptionalLong.of(30)),
        new AmdGpu.Metrics(
            OptionalInt.of(45),
            OptionalInt.of(99),
            OptionalInt.of(33),
            OptionalInt.of(2100),
            OptionalInt.of(1300),
            OptionalInt.of(700)),
        new AmdGpu.Traffic(
            seconds * 1_000_000_000,
            OptionalLong.of(200),
            OptionalLong.of(100),
            xgmiKilobytes,
            OptionalLong.empty()));
  }
}
