package org.atlasagent.collector;

import java.util.Optional;
import java.util.OptionalDouble;
import org.atlasagent.source.host.PerfCount;
import org.atlasagent.source.host.PerfCounters;
import org.atlasagent.source.host.PerfEvent;

/** An event on one processor: how often it happened since the last time. */
final class CountedEvent implements AutoCloseable {
  private final Optional<PerfCounters.Counter> counter;
  private Optional<PerfCount> before;

  /** Begins to count, where the machine can. */
  CountedEvent(PerfCounters counters, PerfEvent event, int cpu) {
    counter = counters.open(event, cpu);
    before = counter.flatMap(PerfCounters.Counter::read);
  }

  /**
   * How often it happened since the last call, as if it had been counted all the time; empty when
   * it was not counted at all.
   */
  OptionalDouble sinceLast() {
    Optional<PerfCount> last = before;
    Optional<PerfCount> now = counter.flatMap(PerfCounters.Counter::read);
    before = now;
    return last.isPresent() && now.isPresent()
        ? between(last.get(), now.get())
        : OptionalDouble.empty();
  }

  private static OptionalDouble between(PerfCount last, PerfCount now) {
    long seen = now.value() - last.value();
    long running = now.runningNanos() - last.runningNanos();
    long enabled = now.enabledNanos() - last.enabledNanos();
    return seen < 0 || running <= 0 || enabled < running
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) seen * enabled / running);
  }

  @Override
  public void close() {
    counter.ifPresent(PerfCounters.Counter::close);
  }
}
