package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Values;
import org.atlasagent.source.cgroup.Amount;
import org.atlasagent.source.cgroup.CgroupDirectory;
import org.atlasagent.source.cgroup.MemoryEvents;
import org.atlasagent.source.cgroup.MemoryStat;

/** The meters of the memory of one cgroup. */
final class ContainerMemoryMeters {
  private static final Metric USED =
      Metric.of(GAUGE, "cgroup.mem.used", Unit.BYTES)
          .from("memory.current")
          .says("Memory that the container uses, caches included.");
  private static final Metric LIMIT =
      Metric.of(GAUGE, "cgroup.mem.limit", Unit.BYTES)
          .from("memory.max; without a limit not reported")
          .says("Memory that the container may use.");
  private static final Metric FAILURES =
      Metric.of(MONOTONIC_COUNTER, "cgroup.mem.failures", Unit.COUNT)
          .from("memory.events, max")
          .says("Times at which memory had to be reclaimed because the limit was reached.");
  private static final Metric PROCESS_USAGE =
      Metric.of(GAUGE, "cgroup.mem.processUsage", Unit.BYTES)
          .tag("id", "cache", "rss", "rss_huge", "mapped_file")
          .from("memory.stat, file, anon, anon_thp and file_mapped")
          .says("Memory by use: caches of files, programs, huge pages of these, mapped files.");
  private static final Metric PAGE_FAULTS =
      Metric.of(MONOTONIC_COUNTER, "cgroup.mem.pageFaults", Unit.COUNT)
          .tag("id", "minor", "major")
          .from("memory.stat, pgfault and pgmajfault")
          .says("Page faults (minor: all of them), and those for which a disk was read (major).");
  private static final Metric CACHED =
      Metric.of(GAUGE, "mem.cached", Unit.BYTES)
          .from("memory.stat, file")
          .says("Memory that caches files, tmpfs and shared memory included.");
  private static final Metric SHARED =
      Metric.of(GAUGE, "mem.shared", Unit.BYTES)
          .from("memory.stat, shmem")
          .says("Memory of tmpfs and shared memory; it can be swapped but not dropped.");
  private static final Metric AVAIL_REAL =
      Metric.of(GAUGE, "mem.availReal", Unit.BYTES)
          .from("memory.max - memory.current + file of memory.stat")
          .says("Memory that the container could still have if the caches of files were dropped.");
  private static final Metric FREE_REAL =
      Metric.of(GAUGE, "mem.freeReal", Unit.BYTES)
          .from("memory.max - memory.current")
          .says("Memory that the container could still have without reclaiming any.");
  private static final Metric TOTAL_REAL =
      Metric.of(GAUGE, "mem.totalReal", Unit.BYTES)
          .from("memory.max")
          .says("Memory that the container may use.");
  private static final Metric AVAIL_SWAP =
      Metric.of(GAUGE, "mem.availSwap", Unit.BYTES)
          .from("memory.swap.max - memory.swap.current")
          .says("Swap space that the container could still have.");
  private static final Metric TOTAL_SWAP =
      Metric.of(GAUGE, "mem.totalSwap", Unit.BYTES)
          .from("memory.swap.max; without a limit not reported")
          .says("Swap space that the container may use.");
  private static final Metric TOTAL_FREE =
      Metric.of(GAUGE, "mem.totalFree", Unit.BYTES)
          .from("mem.availReal + mem.availSwap")
          .says("Memory and swap space together that the container could still have.");

  static final List<Metric> METRICS =
      List.of(
          USED,
          LIMIT,
          FAILURES,
          PROCESS_USAGE,
          PAGE_FAULTS,
          CACHED,
          SHARED,
          AVAIL_REAL,
          FREE_REAL,
          TOTAL_REAL,
          AVAIL_SWAP,
          TOTAL_SWAP,
          TOTAL_FREE);

  private final KernelFile memoryCurrent;
  private final KernelFile memoryMax;
  private final KernelFile swapCurrent;
  private final KernelFile swapMax;
  private final KernelFile memoryEvents;
  private final KernelFile memoryStat;
  private final FieldMeters<MemoryEvents.Field> events = new FieldMeters<>();
  private final FieldMeters<MemoryStat.Field> uses = new FieldMeters<>();
  private final Gauge used;
  private final Gauge limit;
  private final Gauge availReal;
  private final Gauge freeReal;
  private final Gauge totalReal;
  private final Gauge availSwap;
  private final Gauge totalSwap;
  private final Gauge totalFree;

  ContainerMemoryMeters(Meters meters, CgroupDirectory cgroup) {
    memoryCurrent = cgroup.file("memory.current");
    memoryMax = cgroup.file("memory.max");
    swapCurrent = cgroup.file("memory.swap.current");
    swapMax = cgroup.file("memory.swap.max");
    memoryEvents = cgroup.file("memory.events");
    memoryStat = cgroup.file("memory.stat");
    events.add(meters.monotonicCounter(FAILURES), MemoryEvents.Field.MAX);
    uses.add(meters.gauge(PROCESS_USAGE, "cache"), MemoryStat.Field.FILE)
        .add(meters.gauge(PROCESS_USAGE, "rss"), MemoryStat.Field.ANON)
        .add(meters.gauge(PROCESS_USAGE, "rss_huge"), MemoryStat.Field.ANON_HUGE)
        .add(meters.gauge(PROCESS_USAGE, "mapped_file"), MemoryStat.Field.FILE_MAPPED)
        .add(meters.monotonicCounter(PAGE_FAULTS, "minor"), MemoryStat.Field.PAGE_FAULTS)
        .add(meters.monotonicCounter(PAGE_FAULTS, "major"), MemoryStat.Field.MAJOR_PAGE_FAULTS)
        .add(meters.gauge(CACHED), MemoryStat.Field.FILE)
        .add(meters.gauge(SHARED), MemoryStat.Field.SHARED);
    used = meters.gauge(USED);
    limit = meters.gauge(LIMIT);
    availReal = meters.gauge(AVAIL_REAL);
    freeReal = meters.gauge(FREE_REAL);
    totalReal = meters.gauge(TOTAL_REAL);
    availSwap = meters.gauge(AVAIL_SWAP);
    totalSwap = meters.gauge(TOTAL_SWAP);
    totalFree = meters.gauge(TOTAL_FREE);
  }

  Outcome report() {
    OptionalLong usage = Amount.read(memoryCurrent);
    OptionalLong max = Amount.read(memoryMax);
    OptionalLong swapUsage = Amount.read(swapCurrent);
    OptionalLong swap = Amount.read(swapMax);
    boolean any = set(used, usage);
    any |= set(limit, max);
    any |= set(totalReal, max);
    any |= set(totalSwap, swap);
    any |= events.report(MemoryEvents.read(memoryEvents));
    Optional<Values<MemoryStat.Field>> stat = MemoryStat.read(memoryStat);
    any |= uses.report(stat);
    OptionalLong file =
        stat.isPresent() ? stat.get().get(MemoryStat.Field.FILE) : OptionalLong.empty();

    OptionalLong free = left(max, usage);
    OptionalLong available = sum(free, file);
    OptionalLong freeSwap = left(swap, swapUsage);
    set(freeReal, free);
    set(availReal, available);
    set(availSwap, freeSwap);
    set(totalFree, sum(available, freeSwap));
    return Outcome.collectedIf(any, memoryCurrent.path() + " and the like: not there");
  }

  private static boolean set(Gauge gauge, OptionalLong bytes) {
    if (bytes.isPresent()) {
      gauge.set(bytes.getAsLong());
    }
    return bytes.isPresent();
  }

  /** What is left of a limit: nothing, where it was lowered below what is in use. */
  private static OptionalLong left(OptionalLong limit, OptionalLong usage) {
    return limit.isPresent() && usage.isPresent()
        ? OptionalLong.of(Math.max(0, limit.getAsLong() - usage.getAsLong()))
        : OptionalLong.empty();
  }

  private static OptionalLong sum(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(a.getAsLong() + b.getAsLong())
        : OptionalLong.empty();
  }
}
