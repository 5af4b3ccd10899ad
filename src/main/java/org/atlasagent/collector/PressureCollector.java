package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.MONOTONIC_DOUBLE;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.MonotonicDouble;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.Pressure;

/** Reports how long tasks were held up for want of processors, disks or memory. */
final class PressureCollector implements Collector {
  private static final Metric SOME =
      Metric.of(MONOTONIC_DOUBLE, "sys.pressure.some", Unit.SECONDS)
          .tag("id", "cpu", "io", "memory")
          .from("/proc/pressure/{cpu,io,memory}, total of some")
          .says("How long at least one task was held up by the resource; 1 s/s is all the time.");
  private static final Metric FULL =
      Metric.of(MONOTONIC_DOUBLE, "sys.pressure.full", Unit.SECONDS)
          .tag("id", "io", "memory")
          .from("/proc/pressure/{io,memory}, total of full")
          .says("How long the resource held up all tasks at once, so that no work was done.");

  static final List<Metric> METRICS = List.of(SOME, FULL);

  private final KernelFile cpu;
  private final KernelFile io;
  private final KernelFile memory;
  private final MonotonicDouble someCpu;
  private final MonotonicDouble someIo;
  private final MonotonicDouble someMemory;
  private final MonotonicDouble fullIo;
  private final MonotonicDouble fullMemory;

  PressureCollector(Wiring wiring) {
    cpu = wiring.files().proc("pressure/cpu");
    io = wiring.files().proc("pressure/io");
    memory = wiring.files().proc("pressure/memory");
    Meters meters = wiring.meters();
    someCpu = meters.monotonicDouble(SOME, "cpu");
    someIo = meters.monotonicDouble(SOME, "io");
    someMemory = meters.monotonicDouble(SOME, "memory");
    fullIo = meters.monotonicDouble(FULL, "io");
    fullMemory = meters.monotonicDouble(FULL, "memory");
  }

  @Override
  public Outcome collect(Due due) {
    boolean any = false;
    Optional<Pressure> pressure = Pressure.read(cpu);
    if (pressure.isPresent()) {
      // Its full line says nothing about a whole machine: some task always runs.
      any |= report(pressure.get().someMicros(), someCpu);
    }
    pressure = Pressure.read(io);
    if (pressure.isPresent()) {
      any |= report(pressure.get().someMicros(), someIo);
      any |= report(pressure.get().fullMicros(), fullIo);
    }
    pressure = Pressure.read(memory);
    if (pressure.isPresent()) {
      any |= report(pressure.get().someMicros(), someMemory);
      any |= report(pressure.get().fullMicros(), fullMemory);
    }
    return Outcome.collectedIf(any, cpu.path() + ", io and memory: not there");
  }

  private static boolean report(OptionalLong micros, MonotonicDouble seconds) {
    if (micros.isEmpty()) {
      return false;
    }
    seconds.set(unsigned(micros.getAsLong()) / 1e6);
    return true;
  }

  /** A total of 64 bits has no sign; its lowest bit is beyond what a double can tell. */
  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1) * 2.0;
  }
}
