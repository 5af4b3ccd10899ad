package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.host.Chrony;
import org.atlasagent.source.host.ChronySelection;
import org.atlasagent.source.host.KernelClock;
import org.atlasagent.source.host.KernelClockState;

/** Reports how far the clock of the machine can be trusted. */
final class ClockCollector implements Collector {
  private static final Metric LAST_SAMPLE_AGE =
      Metric.of(GAUGE, "sys.time.lastSampleAge", Unit.SECONDS)
          .from(
              "chronyd's command protocol, age of the selected source's last sample (LastRx of"
                  + " chronyc sources)")
          .says(
              "How long ago chronyd heard from the source that it follows. While it follows none,"
                  + " the age goes on from the last one that it followed, or from the agent's start."
                  + " Absent where no chronyd runs.");
  private static final Metric ESTIMATED_ERROR =
      Metric.of(GAUGE, "sys.time.estimatedError", Unit.SECONDS)
          .from("adjtimex(2), esterror; only while the clock is synchronized")
          .says("How wrong the kernel believes its clock to be. Absent while it cannot know.");
  private static final Metric UNSYNCHRONIZED =
      Metric.of(GAUGE, "sys.time.unsynchronized", Unit.NONE)
          .from("adjtimex(2), 1 where it returns TIME_ERROR, else 0")
          .says("1 while nothing keeps the kernel's clock right, else 0.");

  static final List<Metric> METRICS = List.of(LAST_SAMPLE_AGE, ESTIMATED_ERROR, UNSYNCHRONIZED);

  private static final double MICROS_PER_SECOND = 1e6;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final KernelClock kernel;
  private final Chrony chrony;
  private final BlockingCalls calls;
  private final LongSupplier nanoClock;
  private final Gauge lastSampleAge;
  private final Gauge estimatedError;
  private final Gauge unsynchronized;

  /** When the last known sample was taken; at first, when this agent started. */
  private long lastSampleNanos;

  ClockCollector(Wiring wiring) {
    kernel = wiring.host().kernelClock();
    chrony = wiring.host().chrony();
    calls = wiring.calls();
    nanoClock = wiring.nanoClock();
    lastSampleAge = wiring.meters().gauge(LAST_SAMPLE_AGE);
    estimatedError = wiring.meters().gauge(ESTIMATED_ERROR);
    unsynchronized = wiring.meters().gauge(UNSYNCHRONIZED);
    lastSampleNanos = nanoClock.getAsLong();
  }

  @Override
  public Outcome collect(Due due) {
    // First, so that chronyd is asked even where the kernel refuses.
    if (!chrony.equals(Chrony.NONE)) {
      calls.<Optional<ChronySelection>>ask(
          "chronyd", chrony::selection, found -> found.ifPresent(this::report));
    }
    Optional<KernelClockState> state = kernel.state();
    if (state.isEmpty()) {
      return Outcome.noData("adjtimex(2): not to be asked here");
    }
    report(state.get());
    return Outcome.COLLECTED;
  }

  private void report(KernelClockState state) {
    unsynchronized.set(state.unsynchronized() ? 1 : 0);
    if (!state.unsynchronized()) {
      estimatedError.set(state.estimatedErrorMicros() / MICROS_PER_SECOND);
    }
  }

  private void report(ChronySelection selection) {
    long now = nanoClock.getAsLong();
    OptionalLong age = selection.sampleAgeSeconds();
    if (age.isPresent()) {
      lastSampleNanos = now - age.getAsLong() * NANOS_PER_SECOND;
      lastSampleAge.set(age.getAsLong());
    } else {
      lastSampleAge.set((double) (now - lastSampleNanos) / NANOS_PER_SECOND);
    }
  }
}
