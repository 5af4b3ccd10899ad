package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.atlasagent.linux.FakeNvml;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.GpuReading.Cause;
import org.atlasagent.source.host.GpuReading.Missing;
import org.atlasagent.source.host.GpuReading.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    assertThat(gpus.read().orElseThrow()).containsExactly(NvidiaGpu.missing(0, Cause.LOST), gpu(1));
  }

  @Test
  void aGpuWithoutAHandleTellsNothing() {
    nvml.failures.put("nvmlDeviceGetHandleByIndex_v2", 15);

    assertThat(gpus.read().orElseThrow())
        .containsExactly(NvidiaGpu.missing(0, Cause.LOST), NvidiaGpu.missing(1, Cause.LOST));
  }

  @Test
  void whatAGpuDoesNotSupportIsAbsent() {
    nvml.failures.put("nvmlDeviceGetUtilizationRates", 3);
    nvml.performanceState = 32;

    assertThat(gpus.read().orElseThrow())
        .allSatisfy(gpu -> {
          assertThat(gpu.utilization()).isEqualTo(new Missing<>(Cause.NOT_SUPPORTED));
          assertThat(gpu.performanceState()).isEqualTo(new Missing<>(Cause.NO_DATA));
          assertThat(gpu.memory()).isInstanceOf(Told.class);
          assertThat(gpu.celsius()).isInstanceOf(Told.class);
        });
  }

  @Test
  void whatTheLibraryDoesNotHaveIsAbsent() {
    nvml.missing.add("nvmlDeviceGetTemperature");

    assertThat(gpus.read().orElseThrow())
        .extracting(NvidiaGpu::celsius)
        .containsOnly(new Missing<>(Cause.NO_FUNCTION));
  }

  @ParameterizedTest
  @CsvSource({
    "1,NO_DRIVER",
    "3,NOT_SUPPORTED",
    "6,NOT_FOUND",
    "9,NO_DRIVER",
    "13,NO_FUNCTION",
    "15,LOST"
  })
  void aStatusIsTheCause(int status, Cause cause) {
    nvml.failures.put("nvmlDeviceGetMemoryInfo", status);

    assertThat(gpus.read().orElseThrow())
        .extracting(NvidiaGpu::memory)
        .containsOnly(new Missing<>(cause));
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
        new Told<>(new NvidiaGpu.Memory(80 * GIB, 60 * GIB, 20 * GIB + index)),
        new Told<>(new NvidiaGpu.Utilization(90 + index, 40 + index)),
        new Told<>(70 + index),
        new Told<>(8));
  }
}
