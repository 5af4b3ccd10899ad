package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atlasagent.source.host.AmdGpu;
import org.atlasagent.source.host.AmdGpus;
import org.atlasagent.source.host.Dcgm;
import org.atlasagent.source.host.GpuReading;
import org.atlasagent.source.host.GpuReading.Cause;
import org.atlasagent.source.host.GpuReading.Missing;
import org.atlasagent.source.host.GpuReading.Told;
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
  private GpuReading<Long> xgmiKilobytes = new Told<>(10L);

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
      xgmiKilobytes = new Told<>(14L);
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
      xgmiKilobytes = new Told<>(5L);

      assertThat(collector.run(Due.ALL).lines()).noneMatch(line -> line.startsWith("c:"));
    }
  }

  @Test
  void saysWhatTheFirmwareDoesNotFill() {
    try (RunningCollector collector = start()) {
      collector.run(Due.ALL);

      assertThat(collector.remarks())
          .hasSize(13)
          .filteredOn(remark -> !remark.startsWith("fine"))
          .containsExactly("absent gpu 0: XGMI out: not filled by the firmware");
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
        new AmdGpu.Memory(new Told<>(100L), new Told<>(30L)),
        new AmdGpu.Metrics(
            new Told<>(45),
            new Told<>(99),
            new Told<>(33),
            new Told<>(2100),
            new Told<>(1300),
            new Told<>(700)),
        new AmdGpu.Traffic(
            seconds * 1_000_000_000,
            new Told<>(200L),
            new Told<>(100L),
            xgmiKilobytes,
            new Missing<>(Cause.NOT_FILLED)));
  }
}
