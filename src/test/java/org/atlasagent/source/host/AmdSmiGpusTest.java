package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.atlasagent.linux.FakeAmdSmi;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.GpuReading.Cause;
import org.atlasagent.source.host.GpuReading.Missing;
import org.atlasagent.source.host.GpuReading.Told;
import org.junit.jupiter.api.Test;

class AmdSmiGpusTest {
  private final FakeAmdSmi smi = new FakeAmdSmi();
  private final AmdGpus gpus = new AmdSmiGpus(() -> Optional.of(smi.library()), () -> 42);

  @Test
  void readsTheGpusAndNoOtherProcessors() {
    smi.shorts.put(4, 45);
    smi.shorts.put(6, 50);
    smi.shorts.put(16, 99);
    smi.shorts.put(18, 33);
    smi.shorts.put(22, 400);
    smi.shorts.put(54, 2100);
    smi.shorts.put(58, 1300);
    smi.shorts.put(120, 700);
    smi.longs.put(184, 1000L);
    smi.longs.put(192, 2000L);
    smi.longs.put(304, 7L);

    assertThat(gpus.read().orElseThrow())
        .containsExactly(
            new AmdGpu(
                0,
                new AmdGpu.Memory(new Told<>(192L << 30), new Told<>(5L << 30)),
                new AmdGpu.Metrics(
                    new Told<>(45),
                    new Told<>(99),
                    new Told<>(33),
                    new Told<>(2100),
                    new Told<>(1300),
                    new Told<>(700)),
                new AmdGpu.Traffic(
                    42, new Told<>(200L), new Told<>(100L), new Told<>(3000L), new Told<>(7L))));
  }

  @Test
  void whatTheFirmwareDoesNotFillIsAbsentOrTakenFromTheNextBest() {
    smi.shorts.put(6, 50);
    smi.shorts.put(22, 400);

    AmdGpu gpu = gpus.read().orElseThrow().getFirst();

    assertThat(gpu.metrics())
        .isEqualTo(
            new AmdGpu.Metrics(
                new Told<>(50),
                new Missing<>(Cause.NOT_FILLED),
                new Missing<>(Cause.NOT_FILLED),
                new Missing<>(Cause.NOT_FILLED),
                new Missing<>(Cause.NOT_FILLED),
                new Told<>(400)));
    assertThat(gpu.traffic().xgmiInKilobytes()).isEqualTo(new Missing<>(Cause.NOT_FILLED));
  }

  @Test
  void aGpuThatVanishedOrSupportsNothingTellsNothing() {
    gpus.read();
    smi.failures.put("amdsmi_get_gpu_metrics_info", 14);
    smi.failures.put("amdsmi_get_gpu_memory_total", 31);
    smi.failures.put("amdsmi_get_gpu_memory_usage", 40);
    smi.failures.put("amdsmi_get_gpu_pci_throughput", 2);

    Missing<Integer> unreadable = new Missing<>(Cause.UNREADABLE);
    Missing<Long> unread = new Missing<>(Cause.UNREADABLE);
    Missing<Long> unsupported = new Missing<>(Cause.NOT_SUPPORTED);
    assertThat(gpus.read().orElseThrow())
        .containsExactly(
            new AmdGpu(
                0,
                new AmdGpu.Memory(new Missing<>(Cause.NOT_FOUND), new Missing<>(Cause.NO_DATA)),
                new AmdGpu.Metrics(
                    unreadable, unreadable, unreadable, unreadable, unreadable, unreadable),
                new AmdGpu.Traffic(42, unsupported, unsupported, unread, unread)));
  }

  @Test
  void aNumberWithAllBitsSetIsNotFilled() {
    smi.totalBytes = -1;
    smi.receivedBytes = -1;

    AmdGpu gpu = gpus.read().orElseThrow().getFirst();

    assertThat(gpu.memory().total()).isEqualTo(new Missing<>(Cause.NOT_FILLED));
    assertThat(gpu.memory().used()).isEqualTo(new Told<>(5L << 30));
    assertThat(gpu.traffic().pcieInPerSecond()).isEqualTo(new Missing<>(Cause.NOT_FILLED));
    assertThat(gpu.traffic().pcieOutPerSecond()).isEqualTo(new Told<>(100L));
  }

  @Test
  void aDriverThatIsNotLoadedIsAbsenceUntilItIs() {
    smi.failures.put("amdsmi_init", 34);
    assertThat(gpus.canBeAsked()).isTrue();
    assertThat(gpus.read()).isEmpty();

    smi.failures.clear();
    assertThat(gpus.read().orElseThrow()).hasSize(1);
  }

  @Test
  void anotherFailureNamesLibraryFunctionAndStatus() {
    smi.failures.put("amdsmi_get_gpu_memory_total", 7);

    assertThatThrownBy(gpus::read)
        .isInstanceOf(SourceException.class)
        .hasMessage("libamd_smi.so: amdsmi_get_gpu_memory_total: status 7");
  }

  @Test
  void cannotBeAskedWithoutTheLibrary() {
    AmdGpus none = new AmdSmiGpus(Optional::empty, () -> 42);

    assertThat(none.canBeAsked()).isFalse();
    assertThat(none.read()).isEmpty();
  }
}
