package org.atlasagent.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.source.host.AmdGpus;
import org.atlasagent.source.host.Dcgm;
import org.atlasagent.source.host.DcgmField;
import org.atlasagent.source.host.DcgmReading;
import org.atlasagent.source.host.Hardware;
import org.atlasagent.source.host.NvidiaGpus;
import org.atlasagent.source.host.PerfSpect;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DcgmCollectorTest {
  private static final Path PROCESSES =
      Path.of("sys/fs/cgroup/system.slice/nvidia-dcgm.service/cgroup.procs");

  @TempDir private Path directory;
  private final Map<DcgmField, Double> values = new EnumMap<>(DcgmField.class);
  private long seconds = 1000;
  private long asked;

  @BeforeEach
  void fillAllFields() {
    for (DcgmField field : DcgmField.values()) {
      values.put(field, (values.size() + 1) / 16.0);
    }
  }

  @Test
  void reportsSharesAtOnceAndBytesWithTheSecondReading() {
    try (RunningCollector collector = start(host())) {
      List<String> shares =
          List.of(
              "g:gpu.dcgm.graphicsEngineActivity,gpu=3,provider=nvidia:6.25",
              "g:gpu.dcgm.memoryBandwidthUtilization,gpu=3,provider=nvidia:31.25",
              "g:gpu.dcgm.pipeUtilization,gpu=3,id=fp16,provider=nvidia:43.75",
              "g:gpu.dcgm.pipeUtilization,gpu=3,id=fp32,provider=nvidia:37.5",
              "g:gpu.dcgm.sm,gpu=3,id=activity,provider=nvidia:12.5",
              "g:gpu.dcgm.sm,gpu=3,id=occupancy,provider=nvidia:18.75",
              "g:gpu.dcgm.tensorCoresUtilization,gpu=3,provider=nvidia:25");
      assertThat(collector.run(Due.ALL).lines()).isEqualTo(shares);

      seconds += 64;
      assertThat(collector.run(Due.ALL).lines())
          .containsAll(shares)
          .filteredOn(line -> line.startsWith("c:"))
          .containsExactly(
              "c:gpu.dcgm.nvlink.bytes,gpu=3,id=in,provider=nvidia:44",
              "c:gpu.dcgm.nvlink.bytes,gpu=3,id=out,provider=nvidia:40",
              "c:gpu.dcgm.pcie.bytes,gpu=3,id=in,provider=nvidia:36",
              "c:gpu.dcgm.pcie.bytes,gpu=3,id=out,provider=nvidia:32");
    }
  }

  @Test
  void leavesOutWhatHasNoValue() {
    values.remove(DcgmField.SM_OCCUPANCY);
    try (RunningCollector collector = start(host())) {
      assertThat(collector.run(Due.ALL).lines()).hasSize(6).noneMatch(it -> it.contains("occup"));
    }
  }

  @Test
  void inventsNoBytesForATimeWithoutReadings() {
    try (RunningCollector collector = start(host())) {
      collector.run(Due.ALL);
      seconds += 3600;

      assertThat(collector.run(Due.ALL).lines()).noneMatch(line -> line.startsWith("c:"));
    }
  }

  @Test
  void isNotAskedWhileTheServiceDoesNotRun() {
    RecordedHost host = host();
    host.write(PROCESSES, new byte[0]);
    try (RunningCollector collector = start(host)) {
      assertThat(collector.run(Due.ALL).outcome())
          .isEqualTo(Outcome.noData("nvidia-dcgm.service: does not run"));
      assertThat(asked).isZero();

      host.write(PROCESSES, "4711\n".getBytes(UTF_8));
      assertThat(collector.run(Due.ALL).lines()).hasSize(7);
    }
  }

  private RecordedHost host() {
    RecordedHost host = RecordedHost.copy("empty", directory);
    host.write(PROCESSES, "4711\n".getBytes(UTF_8));
    return host;
  }

  private RunningCollector start(RecordedHost host) {
    Dcgm dcgm =
        () -> {
          asked++;
          DcgmReading.Gpu gpu = new DcgmReading.Gpu("3", values);
          return Optional.of(new DcgmReading(seconds * 1_000_000_000, List.of(gpu)));
        };
    return host.start(
        RecordedHost.collector("dcgm"),
        new Hardware(PerfSpect.NONE, dcgm, Optional.empty(), NvidiaGpus.NONE, AmdGpus.NONE));
  }
}
