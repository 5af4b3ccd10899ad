package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.atlasagent.linux.FakeAmdSmi;
import org.atlasagent.source.SourceException;
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
                new AmdGpu.Memory(OptionalLong.of(192L << 30), OptionalLong.of(5L << 30)),
                new AmdGpu.Metrics(
                    OptionalInt.of(45),
                    OptionalInt.of(99),
                    OptionalInt.of(33),
                    OptionalInt.of(2100),
                    OptionalInt.of(1300),
                    OptionalInt.of(700)),
                new AmdGpu.Traffic(
                    42,
                    OptionalLong.of(200),
                    OptionalLong.of(100),
                    OptionalLong.of(3000),
                    OptionalLong.of(7))));
  }

  @Test
  void whatTheFirmwareDoesNotFillIsAbsentOrTakenFromTheNextBest() {
    smi.shorts.put(6, 50);
    smi.shorts.put(22, 400);

    AmdGpu gpu = gpus.read().orElseThrow().getFirst();

    assertThat(gpu.metrics())
        .isEqualTo(
            new AmdGpu.Metrics(
                OptionalInt.of(50),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.of(400)));
    assertThat(gpu.traffic().xgmiInKilobytes()).isEmpty();
  }

  @Test
  void aGpuThatVanishedOrSupportsNothingTellsNothing() {
    gpus.read();
    smi.failures.put("amdsmi_get_gpu_metrics_info", 14);
    smi.failures.put("amdsmi_get_gpu_memory_total", 31);
    smi.failures.put("amdsmi_get_gpu_memory_usage", 40);
    smi.failures.put("amdsmi_get_gpu_pci_throughput", 2);

    OptionalLong none = OptionalLong.empty();
    assertThat(gpus.read().orElseThrow())
        .containsExactly(
            new AmdGpu(
                0,
                new AmdGpu.Memory(none, none),
                AmdGpu.Metrics.NONE,
                new AmdGpu.Traffic(42, none, none, none, none)));
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
