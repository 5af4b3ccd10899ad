package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.DISTRIBUTION_SUMMARY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.atlasagent.meter.DistributionSummary;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.host.PerfCounters;
import org.atlasagent.source.host.PerfEvent;
import org.atlasagent.source.sysfs.OnlineCpus;

/** Reports what the hardware counters of the processors say, one record for each processor. */
final class PmuCollector implements Collector {
  private static final Metric INSTRUCTIONS =
      Metric.of(DISTRIBUTION_SUMMARY, "sys.cpu.instructions", Unit.COUNT)
          .from("perf_event_open(2), instructions of each CPU over 60 s")
          .says("Instructions of each processor; few for each cycle: it waits for memory.");
  private static final Metric CYCLES =
      Metric.of(DISTRIBUTION_SUMMARY, "sys.cpu.cycles", Unit.COUNT)
          .from("perf_event_open(2), cycles of each CPU over 60 s")
          .says("Clock cycles of each processor, without those that it slept.");
  private static final Metric CACHE_MISS_RATE =
      Metric.of(DISTRIBUTION_SUMMARY, "sys.cpu.cacheMissRate", Unit.NONE)
          .from("perf_event_open(2), cache misses / cache references of each CPU over 60 s")
          .says("The share, 0 to 1, of accesses that the last-level cache could not serve.");
  private static final Metric BRANCH_MISPREDICTION_RATE =
      Metric.of(DISTRIBUTION_SUMMARY, "sys.cpu.branchMispredictionRate", Unit.NONE)
          .from("perf_event_open(2), branch misses / branches of each CPU over 60 s")
          .says("The share, 0 to 1, of branches that went where the processor did not expect it.");

  static final List<Metric> METRICS =
      List.of(INSTRUCTIONS, CYCLES, CACHE_MISS_RATE, BRANCH_MISPREDICTION_RATE);

  private static final OnlineCpus NONE = new OnlineCpus(List.of());
  private static final Outcome OFF =
      Outcome.noData("not asked for: --pmu or ATLAS_ENABLE_PMU_METRICS=true");
  private static final Outcome NO_EVENTS =
      Outcome.noData("perf_event_open(2): no processor has hardware counters for the agent");

  private final Optional<PerfCounters> counters;
  private final KernelFile online;
  private final DistributionSummary instructions;
  private final DistributionSummary cycles;
  private final DistributionSummary cacheMissRate;
  private final DistributionSummary branchMispredictionRate;
  private final PmuEvents events;
  private final List<CountedEvent> open = new ArrayList<>();
  private final List<Cpu> cpus = new ArrayList<>();
  private OnlineCpus opened = NONE;

  /** The events of one processor. */
  private record Cpu(
      CountedEvent instructions,
      CountedEvent cycles,
      CountedEvent cacheReferences,
      CountedEvent cacheMisses,
      CountedEvent branches,
      CountedEvent branchMisses) {}

  PmuCollector(Wiring wiring) {
    this(wiring, PmuEvents.HARDWARE);
  }

  PmuCollector(Wiring wiring, PmuEvents events) {
    this.events = events;
    counters = wiring.host().hardware().perfCounters();
    online = wiring.files().sys("devices/system/cpu/online");
    instructions = wiring.meters().distributionSummary(INSTRUCTIONS);
    cycles = wiring.meters().distributionSummary(CYCLES);
    cacheMissRate = wiring.meters().distributionSummary(CACHE_MISS_RATE);
    branchMispredictionRate = wiring.meters().distributionSummary(BRANCH_MISPREDICTION_RATE);
  }

  @Override
  public Outcome collect(Due due) {
    if (counters.isEmpty()) {
      return OFF;
    }
    Optional<OnlineCpus> now = OnlineCpus.read(online);
    if (now.isEmpty()) {
      return Outcome.noData(online.path() + ": not there");
    }
    if (!now.get().equals(opened)) {
      reopen(counters.get(), now.get());
      return Outcome.FIRST_SAMPLE;
    }
    boolean any = false;
    for (Cpu cpu : cpus) {
      any |= report(cpu);
    }
    return any ? Outcome.COLLECTED : NO_EVENTS;
  }

  /** Opens all anew: a processor that went off line and came back counts no longer. */
  private void reopen(PerfCounters from, OnlineCpus now) {
    closeAll();
    try {
      for (int cpu : now.numbers()) {
        cpus.add(
            new Cpu(
                open(from, events.instructions(), cpu),
                open(from, events.cycles(), cpu),
                open(from, events.cacheReferences(), cpu),
                open(from, events.cacheMisses(), cpu),
                open(from, events.branches(), cpu),
                open(from, events.branchMisses(), cpu)));
      }
      opened = now;
    } finally {
      if (!opened.equals(now)) {
        closeAll();
      }
    }
  }

  private CountedEvent open(PerfCounters from, PerfEvent event, int cpu) {
    CountedEvent counted = new CountedEvent(from, event, cpu);
    open.add(counted);
    return counted;
  }

  private void closeAll() {
    open.forEach(CountedEvent::close);
    open.clear();
    cpus.clear();
    opened = NONE;
  }

  private boolean report(Cpu cpu) {
    boolean any = record(instructions, cpu.instructions().sinceLast());
    any |= record(cycles, cpu.cycles().sinceLast());
    any |=
        record(
            cacheMissRate, share(cpu.cacheMisses().sinceLast(), cpu.cacheReferences().sinceLast()));
    any |=
        record(
            branchMispredictionRate,
            share(cpu.branchMisses().sinceLast(), cpu.branches().sinceLast()));
    return any;
  }

  /** Events that take turns are seen at different times: their share may come out above 1. */
  private static OptionalDouble share(OptionalDouble part, OptionalDouble whole) {
    return part.isPresent() && whole.isPresent() && whole.getAsDouble() > 0
        ? OptionalDouble.of(Math.min(1, part.getAsDouble() / whole.getAsDouble()))
        : OptionalDouble.empty();
  }

  private static boolean record(DistributionSummary summary, OptionalDouble value) {
    value.ifPresent(summary::record);
    return value.isPresent();
  }
}
