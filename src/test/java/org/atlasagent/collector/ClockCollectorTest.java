package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.atlasagent.meter.Meters;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.ChronySelection;
import org.atlasagent.source.host.KernelClock;
import org.atlasagent.source.host.KernelClockState;
import org.atlasagent.source.host.UnitPatterns;
import org.atlasagent.testing.FixedAgent;
import org.atlasagent.testing.LineRecorder;
import org.atlasagent.testing.SaidRemarks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chronyd that comes and goes, and a kernel that refuses. */
class ClockCollectorTest {
  private static final String UNSYNCHRONIZED = "g:sys.time.unsynchronized:1";

  @TempDir private Path root;

  private final LineRecorder recorder = new LineRecorder();
  private Optional<ChronySelection> selection = Optional.empty();
  private long nanos = 5;

  @Test
  void withoutChronydThereIsNoAge() {
    Collector collector = start(ClockCollectorTest::unsynchronized);
    assertThat(collector.collect(Due.ALL)).isEqualTo(Outcome.COLLECTED);
    assertThat(recorder.take()).containsExactly(UNSYNCHRONIZED);
  }

  @Test
  void withoutASourceTheAgeGoesOnFromTheStart() {
    Collector collector = start(ClockCollectorTest::unsynchronized);
    selection = Optional.of(new ChronySelection(OptionalLong.empty()));
    nanos += Duration.ofMillis(90_500).toNanos();
    assertThat(ages(collector)).containsExactly("g:sys.time.lastSampleAge:90.5");
  }

  @Test
  void whenTheSourceIsLostTheAgeGoesOnFromItsLastSample() {
    Collector collector = start(ClockCollectorTest::unsynchronized);
    nanos += Duration.ofMinutes(10).toNanos();
    selection = Optional.of(new ChronySelection(OptionalLong.of(16)));
    assertThat(ages(collector)).containsExactly("g:sys.time.lastSampleAge:16");

    selection = Optional.of(new ChronySelection(OptionalLong.empty()));
    nanos += Duration.ofMinutes(1).toNanos();
    assertThat(ages(collector)).containsExactly("g:sys.time.lastSampleAge:76");

    selection = Optional.empty();
    nanos += Duration.ofMinutes(1).toNanos();
    assertThat(ages(collector)).isEmpty();
  }

  @Test
  void chronydIsAskedEvenWhereTheKernelRefuses() {
    Collector collector =
        start(() -> {
          throw new SourceException("the kernel's clock", "adjtimex: EPERM");
        });
    selection = Optional.of(new ChronySelection(OptionalLong.of(3)));
    assertThatThrownBy(() -> collector.collect(Due.ALL))
        .hasMessage("the kernel's clock: adjtimex: EPERM");
    assertThat(recorder.take()).containsExactly("g:sys.time.lastSampleAge:3");
  }

  @Test
  void theEstimatedErrorIsSaidOnlyWhileSynchronized() {
    start(() -> Optional.of(new KernelClockState(false, 1500))).collect(Due.ALL);
    assertThat(recorder.take())
        .containsExactly("g:sys.time.estimatedError:0.0015", "g:sys.time.unsynchronized:0");
  }

  private List<String> ages(Collector collector) {
    collector.collect(Due.ALL);
    List<String> lines = new ArrayList<>(recorder.take());
    assertThat(lines.remove(UNSYNCHRONIZED)).isTrue();
    return lines;
  }

  private static Optional<KernelClockState> unsynchronized() {
    return Optional.of(new KernelClockState(true, 16_000_000));
  }

  private Collector start(KernelClock kernel) {
    KernelFiles files = new KernelFiles(root);
    return new ClockCollector(
        new Wiring(
            files,
            new Sources(files, () -> 0, () -> 0),
            new Meters(recorder, List.of(), List.of(), 100),
            new CallsAtOnce(),
            new SaidRemarks(),
            () -> nanos,
            OptionalLong.empty(),
            HostCalls.of(new FixedAgent(0, 0, 0, 0))
                .kernelClock(kernel)
                .chrony(() -> selection)
                .build(),
            name -> true,
            name -> true,
            name -> true,
            UnitPatterns.read(Path.of("/nowhere")),
            10,
            Flavor.SYSTEM));
  }

  private static final class CallsAtOnce implements BlockingCalls {
    @Override
    public <T> void ask(String key, Callable<T> question, Consumer<T> answer) {
      try {
        answer.accept(question.call());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
