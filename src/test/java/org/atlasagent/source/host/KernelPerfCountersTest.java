package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.atlasagent.source.SourceException;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.Test;

/** On the running kernel, which counts software events on every machine. */
class KernelPerfCountersTest {
  private final PerfCounters counters = new KernelPerfCounters();

  @Test
  void countsTheTimeOfAProcessorInNanoseconds() {
    assumeTrue(mayCount(), "needs CAP_PERFMON or root");
    try (PerfCounters.Counter counter = counters.open(PerfEvent.CPU_CLOCK, 0).orElseThrow()) {
      PerfCount first = counter.read().orElseThrow();
      Await.until("10 ms have passed", () -> enabled(counter) > first.enabledNanos() + 10_000_000);
      PerfCount second = counter.read().orElseThrow();

      // Software events never wait for a register.
      assertThat(second.runningNanos()).isEqualTo(second.enabledNanos());
      assertThat(second.value() - first.value()).isGreaterThan(9_000_000);
      assertThat(second.value()).isLessThanOrEqualTo(second.enabledNanos() + 50_000_000);
    }
  }

  @Test
  void anEventThatIsNotThereIsAbsence() {
    assumeTrue(mayCount(), "needs CAP_PERFMON or root");
    // Types from 65536 on are of nobody.
    assertThat(counters.open(new PerfEvent("nothing", 1 << 20, 0), 0)).isEmpty();
  }

  @Test
  void aRefusalSaysWhatWouldHelp() throws IOException {
    assumeTrue(!mayCount(), "needs a kernel that refuses");
    assertThatThrownBy(() -> counters.open(PerfEvent.CPU_CLOCK, 0))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("perf_event_open: E")
        .hasMessageContaining("CAP_PERFMON");
  }

  private static long enabled(PerfCounters.Counter counter) {
    return counter.read().map(PerfCount::enabledNanos).orElseThrow();
  }

  /** Only root is asked for, as capabilities are not told by an identity. */
  private static boolean mayCount() {
    try {
      return Optional.of(Files.readString(Path.of("/proc/self/status")))
          .filter(status -> status.contains("\nUid:\t0\t0\t"))
          .isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }
}
