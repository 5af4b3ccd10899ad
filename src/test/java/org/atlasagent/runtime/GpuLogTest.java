package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.atlasagent.collector.Due;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.Selection;
import org.atlasagent.linux.FakeAmdSmi;
import org.atlasagent.linux.FakeNvml;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.FakeGpus;
import org.atlasagent.spectatord.Batch;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log of an agent says over many rounds on a machine with GPUs. */
class GpuLogTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int NOT_SUPPORTED = 3;

  @TempDir private Path directory = Path.of("");
  private final FakeClock clock = new FakeClock();
  private final LogLines log = new LogLines(clock);
  private final Batch batch = new Batch();
  private final BlockingPool pool = new BlockingPool(clock, SECOND, SECOND / 10);
  private final FakeNvml nvml = new FakeNvml();
  private final FakeAmdSmi smi = new FakeAmdSmi();

  @BeforeEach
  void fillAllFieldsOfTheFirmware() {
    for (int offset : new int[] {4, 6, 16, 18, 22, 54, 58, 120}) {
      smi.shorts.put(offset, 40);
    }
    smi.longs.put(184, 1000L);
    smi.longs.put(248, 1000L);
  }

  @Test
  void nothingIsSaidWhereAllIsThere() {
    rounds(assembly("gpu-nvidia", "gpu-amd"), 5);

    assertThat(log.take()).isEmpty();
  }

  @Test
  void aLostGpuIsALineAndItsReturnAnotherOne() {
    Assembly assembly = assembly("gpu-nvidia");
    rounds(assembly, 3);
    assertThat(log.take()).isEmpty();

    nvml.lost.add(1);
    String lines = rounds(assembly, 10);
    assertThat(log.take()).containsExactly("<4>gpu-nvidia: gpu 1: lost");
    assertThat(lines).contains("gpu.count,provider=nvidia").contains(",gpu=0,");
    assertThat(lines).doesNotContain(",gpu=1,");

    nvml.lost.clear();
    assertThat(rounds(assembly, 10)).contains(",gpu=1,");
    assertThat(log.take()).containsExactly("<6>gpu-nvidia: gpu 1: works again");

    nvml.count = 1;
    rounds(assembly, 10);
    nvml.count = 2;
    rounds(assembly, 10);
    assertThat(log.take())
        .containsExactly(
            "<4>gpu-nvidia: gpu 1: no longer counted by the driver",
            "<6>gpu-nvidia: gpu 1: works again");
  }

  @Test
  void whatAGpuDoesNotSupportIsOneLineEverAlsoWhenTheGpuIsLostMeanwhile() {
    nvml.failures.put("nvmlDeviceGetUtilizationRates", NOT_SUPPORTED);
    Assembly assembly = assembly("gpu-nvidia");
    rounds(assembly, 10);
    assertThat(log.take())
        .containsExactly(
            "<6>gpu-nvidia: gpu 0: utilization: not supported",
            "<6>gpu-nvidia: gpu 1: utilization: not supported");

    nvml.lost.add(0);
    rounds(assembly, 10);
    nvml.lost.clear();
    rounds(assembly, 10);
    assertThat(log.take())
        .containsExactly("<4>gpu-nvidia: gpu 0: lost", "<6>gpu-nvidia: gpu 0: works again");
  }

  @Test
  void aFieldWithAllBitsSetIsOneLineUntilItIsFilled() {
    smi.shorts.remove(54);
    smi.longs.remove(248);
    Assembly assembly = assembly("gpu-amd");
    rounds(assembly, 10);
    assertThat(log.take())
        .containsExactly(
            "<6>gpu-amd: gpu 0: clock: not filled by the firmware",
            "<6>gpu-amd: gpu 0: XGMI out: not filled by the firmware");

    smi.shorts.put(54, 2100);
    rounds(assembly, 10);
    assertThat(log.take()).containsExactly("<6>gpu-amd: gpu 0: clock: works again");
  }

  @Test
  void anAmdGpuThatNoLongerTellsAnythingIsALine() {
    Assembly assembly = assembly("gpu-amd");
    rounds(assembly, 3);
    for (String function :
        Set.of(
            "amdsmi_get_gpu_metrics_info",
            "amdsmi_get_gpu_memory_total",
            "amdsmi_get_gpu_memory_usage",
            "amdsmi_get_gpu_pci_throughput")) {
      smi.failures.put(function, 2);
    }
    rounds(assembly, 10);
    smi.failures.clear();
    rounds(assembly, 10);

    assertThat(log.take())
        .containsExactly(
            "<4>gpu-amd: gpu 0: tells nothing any more", "<6>gpu-amd: gpu 0: works again");
  }

  /** What minute rounds report, each with what it asked answered. */
  private String rounds(Assembly assembly, int count) {
    long mark = batch.mark();
    for (int i = 0; i < count; i++) {
      clock.pass(60 * SECOND);
      assembly.round(Due.ALL);
      Await.until(
          "everything is answered",
          () -> {
            pool.tick();
            return !pool.pending();
          });
    }
    return batch.textSince(mark);
  }

  private Assembly assembly(String... collectors) {
    return new Assembly(
        AgentConfig.builder()
            .root(directory)
            .selection(
                new Selection(
                    Set.of(collectors),
                    Set.of(),
                    Selection.ALL.ignoreInterfaces(),
                    Selection.ALL.ignoreMounts(),
                    Selection.ALL.ignoreDevices()))
            .build(),
        Flavor.SYSTEM,
        new KernelFiles(directory),
        collector -> batch,
        rejected -> new SelfStatistics(clock, () -> 0, () -> 0, rejected, () -> 0),
        new RunSurroundings(batch, pool, clock, log.log(), 20 * SECOND),
        FakeGpus.hardware(nvml, smi));
  }
}
