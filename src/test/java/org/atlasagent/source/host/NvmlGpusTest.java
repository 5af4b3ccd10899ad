package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.atlasagent.linux.FakeNvml;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Test;

class NvmlGpusTest {
  private static final long GIB = 1L << 30;

  private final FakeNvml nvml = new FakeNvml();
  private final NvidiaGpus gpus = new NvmlGpus(() -> Optional.of(nvml.library()));

  @Test
  void readsEveryGpu() {
    assertThat(gpus.read().orElseThrow()).containsExactly(gpu(0), gpu(1));
  }

  @Test
  void looksForFunctionsAndInitializesOnce() {
    gpus.read();
    int lookups = nvml.lookups;

    gpus.read();

    assertThat(nvml.lookups).isEqualTo(lookups);
    assertThat(nvml.initializations).isEqualTo(1);
  }

  @Test
  void looksForALibraryThatIsNotThereOnlyOnce() {
    AtomicInteger loads = new AtomicInteger();
    NvidiaGpus none =
        new NvmlGpus(() -> {
          loads.incrementAndGet();
          return Optional.empty();
        });

    assertThat(none.canBeAsked()).isFalse();
    assertThat(none.read()).isEmpty();
    assertThat(none.canBeAsked()).isFalse();
    assertThat(loads).hasValue(1);
  }

  @Test
  void aDriverThatIsNotLoadedIsAbsenceUntilItIs() {
    nvml.failures.put("nvmlInit_v2", 9);
    assertThat(gpus.canBeAsked()).isTrue();
    assertThat(gpus.read()).isEmpty();

    nvml.failures.clear();
    assertThat(gpus.read().orElseThrow()).hasSize(2);
  }

  @Test
  void aDriverThatWasTakenAwayIsInitializedAgain() {
    gpus.read();
    nvml.failures.put("nvmlDeviceGetCount_v2", 1);
    assertThat(gpus.read()).isEmpty();

    nvml.failures.clear();
    assertThat(gpus.read().orElseThrow()).hasSize(2);
    assertThat(nvml.initializations).isEqualTo(2);
  }

  @Test
  void aLostGpuTellsNothingAndTheOthersAll() {
    gpus.read();
    nvml.lost.add(0);

    assertThat(gpus.read().orElseThrow()).containsExactly(nothing(0), gpu(1));
  }

  @Test
  void aGpuWithoutAHandleTellsNothing() {
    nvml.failures.put("nvmlDeviceGetHandleByIndex_v2", 15);

    assertThat(gpus.read().orElseThrow()).containsExactly(nothing(0), nothing(1));
  }

  @Test
  void whatAGpuDoesNotSupportIsAbsent() {
    nvml.failures.put("nvmlDeviceGetUtilizationRates", 3);
    nvml.performanceState = 32;

    assertThat(gpus.read().orElseThrow())
        .allSatisfy(gpu -> {
          assertThat(gpu.utilization()).isEmpty();
          assertThat(gpu.performanceState()).isEmpty();
          assertThat(gpu.memory()).isPresent();
          assertThat(gpu.celsius()).isPresent();
        });
  }

  @Test
  void whatTheLibraryDoesNotHaveIsAbsent() {
    nvml.missing.add("nvmlDeviceGetTemperature");

    assertThat(gpus.read().orElseThrow()).allMatch(gpu -> gpu.celsius().isEmpty());
  }

  @Test
  void anotherFailureNamesLibraryFunctionAndStatus() {
    nvml.failures.put("nvmlDeviceGetMemoryInfo", 999);

    assertThatThrownBy(gpus::read)
        .isInstanceOf(SourceException.class)
        .hasMessage("libnvidia-ml.so.1: nvmlDeviceGetMemoryInfo: status 999");
  }

  private static NvidiaGpu gpu(int index) {
    return new NvidiaGpu(
        index,
        Optional.of(new NvidiaGpu.Memory(80 * GIB, 60 * GIB, 20 * GIB + index)),
        Optional.of(new NvidiaGpu.Utilization(90 + index, 40 + index)),
        OptionalInt.of(70 + index),
        OptionalInt.of(8));
  }

  private static NvidiaGpu nothing(int index) {
    return new NvidiaGpu(
        index, Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
  }
}
