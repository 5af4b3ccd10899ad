package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.COUNTER;
import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MAX_GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.atlasagent.meter.Counter;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.MaxGauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.MonotonicCounter;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.cgroup.Amount;
import org.atlasagent.source.cgroup.CgroupDirectory;
import org.atlasagent.source.cgroup.CpuStat;
import org.atlasagent.source.cgroup.CpuStat.Field;

/** The meters of the CPU time of one cgroup, and its samples of before. */
final class ContainerCpuMeters {
  private static final String CPUS =
      "TITUS_NUM_CPU, else quota / period of cpu.max, else cpuset.cpus.effective, else"
          + " /sys/devices/system/cpu/online";

  private static final Metric PEAK =
      Metric.of(MAX_GAUGE, "sys.cpu.peakUtilization", Unit.PERCENT)
          .tag("id", "user", "system")
          .every(1)
          .from("cpu.stat, user_usec and system_usec")
          .says("The use of the container's CPUs over one second, of which the largest is kept.");
  private static final Metric UTILIZATION =
      Metric.of(GAUGE, "sys.cpu.utilization", Unit.PERCENT)
          .tag("id", "user", "system")
          .from("cpu.stat, user_usec and system_usec")
          .says("The use of the container's CPUs over the last minute.");
  private static final Metric PROCESSORS =
      Metric.of(GAUGE, "sys.cpu.numProcessors", Unit.COUNT)
          .from(CPUS)
          .says("CPUs of the container, of which there may be a fraction.");
  private static final Metric REQUESTED =
      Metric.of(GAUGE, "titus.cpu.requested", Unit.COUNT)
          .from(CPUS)
          .says("The same as sys.cpu.numProcessors.");
  private static final Metric WEIGHT =
      Metric.of(GAUGE, "cgroup.cpu.weight", Unit.NONE)
          .from("cpu.weight")
          .says("The container's share among those that compete for a CPU; 100 is the default.");
  private static final Metric THROTTLED_TIME =
      Metric.of(COUNTER, "cgroup.cpu.throttledTime", Unit.SECONDS)
          .from("cpu.stat, throttled_usec")
          .says("The time for which tasks were held up because the quota was used up.");
  private static final Metric THROTTLED =
      Metric.of(MONOTONIC_COUNTER, "cgroup.cpu.numThrottled", Unit.COUNT)
          .from("cpu.stat, nr_throttled")
          .says("Periods in which the quota was used up.");
  private static final Metric PROCESSING_TIME =
      Metric.of(COUNTER, "cgroup.cpu.processingTime", Unit.SECONDS)
          .every(5)
          .from("cpu.stat, usage_usec")
          .says("CPU time that the container used.");
  private static final Metric USAGE_TIME =
      Metric.of(COUNTER, "cgroup.cpu.usageTime", Unit.SECONDS)
          .tag("id", "user", "system")
          .every(5)
          .from("cpu.stat, user_usec and system_usec")
          .says("CPU time that the container used in programs and in the kernel.");
  private static final Metric CAPACITY =
      Metric.of(COUNTER, "cgroup.cpu.processingCapacity", Unit.SECONDS)
          .every(5)
          .from("elapsed time x CPUs of the container")
          .says("CPU time that the container could have used.");

  static final List<Metric> METRICS =
      List.of(
          PEAK,
          UTILIZATION,
          PROCESSORS,
          REQUESTED,
          WEIGHT,
          THROTTLED_TIME,
          THROTTLED,
          PROCESSING_TIME,
          USAGE_TIME,
          CAPACITY);

  private final KernelFile cpuStat;
  private final KernelFile cpuWeight;
  private final LongSupplier nanoClock;
  private final ContainerCpus container;
  private final Outcome missing;
  private final CpuStat now = new CpuStat();
  private final CpuStat aSecondAgo = new CpuStat();
  private final CpuStat fiveSecondsAgo = new CpuStat();
  private final CpuStat aMinuteAgo = new CpuStat();
  private final MaxGauge peakUser;
  private final MaxGauge peakSystem;
  private final Gauge user;
  private final Gauge system;
  private final Gauge processors;
  private final Gauge requested;
  private final Gauge weight;
  private final Counter throttledTime;
  private final MonotonicCounter throttled;
  private final Counter processingTime;
  private final Counter userTime;
  private final Counter systemTime;
  private final Counter capacity;
  private OptionalDouble cpus = OptionalDouble.empty();
  private boolean counted;
  private int openings;

  ContainerCpuMeters(Wiring wiring, CgroupDirectory cgroup) {
    cpuStat = cgroup.file("cpu.stat");
    cpuWeight = cgroup.file("cpu.weight");
    nanoClock = wiring.nanoClock();
    container = new ContainerCpus(wiring, cgroup);
    missing = Outcome.noData(cpuStat.path() + ": not there");
    Meters meters = wiring.meters();
    peakUser = meters.maxGauge(PEAK, "user");
    peakSystem = meters.maxGauge(PEAK, "system");
    user = meters.gauge(UTILIZATION, "user");
    system = meters.gauge(UTILIZATION, "system");
    processors = meters.gauge(PROCESSORS);
    requested = meters.gauge(REQUESTED);
    weight = meters.gauge(WEIGHT);
    throttledTime = meters.counter(THROTTLED_TIME);
    throttled = meters.monotonicCounter(THROTTLED);
    processingTime = meters.counter(PROCESSING_TIME);
    userTime = meters.counter(USAGE_TIME, "user");
    systemTime = meters.counter(USAGE_TIME, "system");
    capacity = meters.counter(CAPACITY);
  }

  Outcome report(Due due) {
    boolean there = now.read(cpuStat, nanoClock);
    if (!there || cpuStat.openings() != openings) {
      // The cgroup is gone, or is another one of its name, whose counters are others.
      openings = cpuStat.openings();
      aSecondAgo.clear();
      fiveSecondsAgo.clear();
      aMinuteAgo.clear();
    }
    if (!there) {
      return missing;
    }
    // The limit can be changed while the container runs, but not every second.
    if (!counted || due.fiveSeconds() || due.minute()) {
      cpus = container.count();
      counted = true;
    }
    boolean any = false;
    if (due.second()) {
      any |= second();
    }
    if (due.fiveSeconds()) {
      any |= fiveSeconds();
    }
    if (due.minute()) {
      any |= minute();
    }
    return any ? Outcome.COLLECTED : Outcome.FIRST_SAMPLE;
  }

  private boolean second() {
    boolean ofUser = hasPercent(aSecondAgo, Field.USER_MICROS);
    if (ofUser) {
      peakUser.set(percent(aSecondAgo, Field.USER_MICROS));
    }
    boolean ofSystem = hasPercent(aSecondAgo, Field.SYSTEM_MICROS);
    if (ofSystem) {
      peakSystem.set(percent(aSecondAgo, Field.SYSTEM_MICROS));
    }
    aSecondAgo.copyFrom(now);
    return ofUser || ofSystem;
  }

  private boolean fiveSeconds() {
    boolean any = addSeconds(processingTime, fiveSecondsAgo, Field.USAGE_MICROS);
    any |= addSeconds(userTime, fiveSecondsAgo, Field.USER_MICROS);
    any |= addSeconds(systemTime, fiveSecondsAgo, Field.SYSTEM_MICROS);
    if (any && cpus.isPresent()) {
      capacity.add((now.nanos() - fiveSecondsAgo.nanos()) * cpus.getAsDouble() / 1e9);
    }
    fiveSecondsAgo.copyFrom(now);
    return any;
  }

  private boolean minute() {
    boolean any = usedSinceAMinuteAgo();
    if (now.has(Field.THROTTLED_PERIODS)) {
      throttled.set(now.get(Field.THROTTLED_PERIODS));
      any = true;
    }
    OptionalLong ofWeight = Amount.read(cpuWeight);
    if (ofWeight.isPresent()) {
      weight.set(ofWeight.getAsLong());
      any = true;
    }
    if (cpus.isPresent()) {
      processors.set(cpus.getAsDouble());
      requested.set(cpus.getAsDouble());
      any = true;
    }
    return any;
  }

  private boolean usedSinceAMinuteAgo() {
    boolean any = addSeconds(throttledTime, aMinuteAgo, Field.THROTTLED_MICROS);
    if (hasPercent(aMinuteAgo, Field.USER_MICROS)) {
      user.set(percent(aMinuteAgo, Field.USER_MICROS));
      any = true;
    }
    if (hasPercent(aMinuteAgo, Field.SYSTEM_MICROS)) {
      system.set(percent(aMinuteAgo, Field.SYSTEM_MICROS));
      any = true;
    }
    aMinuteAgo.copyFrom(now);
    return any;
  }

  private boolean addSeconds(Counter counter, CpuStat before, Field field) {
    boolean has = hasIncrease(before, field);
    if (has) {
      counter.add(increase(before, field) / 1e6);
    }
    return has;
  }

  private boolean hasPercent(CpuStat before, Field field) {
    return cpus.isPresent() && now.nanos() > before.nanos() && hasIncrease(before, field);
  }

  /** The part of the container's CPU time that was used since a sample. */
  private double percent(CpuStat before, Field field) {
    double nanosOfCpus = (now.nanos() - before.nanos()) * cpus.getAsDouble();
    return 100.0 * 1000 * increase(before, field) / nanosOfCpus;
  }

  /** Whether there are two samples; a total that went back belongs to another cgroup. */
  private boolean hasIncrease(CpuStat before, Field field) {
    return before.has(field) && now.has(field) && increase(before, field) >= 0;
  }

  private long increase(CpuStat before, Field field) {
    return now.get(field) - before.get(field);
  }
}
