package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Values;
import org.atlasagent.source.procfs.MemInfo;
import org.atlasagent.source.procfs.MemInfo.Field;

/** Reports the use of a host's memory and swap space. */
final class MemoryCollector implements Collector {
  private static final Metric TOTAL_REAL =
      Metric.of(GAUGE, "mem.totalReal", Unit.BYTES)
          .from("/proc/meminfo, MemTotal")
          .says("Memory that the kernel can use.");
  private static final Metric FREE_REAL =
      Metric.of(GAUGE, "mem.freeReal", Unit.BYTES)
          .from("/proc/meminfo, MemFree")
          .says(
              "Memory that nothing uses, not even a cache; low is normal, look at mem.availReal.");
  private static final Metric AVAIL_REAL =
      Metric.of(GAUGE, "mem.availReal", Unit.BYTES)
          .from("/proc/meminfo, MemAvailable")
          .says("Memory that new programs could have without swapping, the kernel's estimate.");
  private static final Metric BUFFER =
      Metric.of(GAUGE, "mem.buffer", Unit.BYTES)
          .from("/proc/meminfo, Buffers")
          .says("Memory that caches raw blocks of disks.");
  private static final Metric CACHED =
      Metric.of(GAUGE, "mem.cached", Unit.BYTES)
          .from("/proc/meminfo, Cached")
          .says("Memory that caches files, tmpfs and shared memory included.");
  private static final Metric SHARED =
      Metric.of(GAUGE, "mem.shared", Unit.BYTES)
          .from("/proc/meminfo, Shmem")
          .says("Memory of tmpfs and shared memory; it can be swapped but not dropped.");
  private static final Metric TOTAL_SWAP =
      Metric.of(GAUGE, "mem.totalSwap", Unit.BYTES)
          .from("/proc/meminfo, SwapTotal")
          .says("Swap space that there is.");
  private static final Metric AVAIL_SWAP =
      Metric.of(GAUGE, "mem.availSwap", Unit.BYTES)
          .from("/proc/meminfo, SwapFree")
          .says("Swap space that nothing uses.");
  private static final Metric TOTAL_FREE =
      Metric.of(GAUGE, "mem.totalFree", Unit.BYTES)
          .from("/proc/meminfo, MemFree + SwapFree")
          .says("Memory and swap space together that nothing uses.");

  static final List<Metric> METRICS =
      List.of(
          TOTAL_REAL,
          FREE_REAL,
          AVAIL_REAL,
          BUFFER,
          CACHED,
          SHARED,
          TOTAL_SWAP,
          AVAIL_SWAP,
          TOTAL_FREE);

  private final KernelFile file;
  private final Map<Field, Gauge> gauges = new EnumMap<>(Field.class);
  private final Gauge totalFree;

  MemoryCollector(Wiring wiring) {
    file = wiring.files().proc("meminfo");
    Meters meters = wiring.meters();
    gauges.put(Field.MEM_TOTAL, meters.gauge(TOTAL_REAL));
    gauges.put(Field.MEM_FREE, meters.gauge(FREE_REAL));
    gauges.put(Field.MEM_AVAILABLE, meters.gauge(AVAIL_REAL));
    gauges.put(Field.BUFFERS, meters.gauge(BUFFER));
    gauges.put(Field.CACHED, meters.gauge(CACHED));
    gauges.put(Field.SHARED, meters.gauge(SHARED));
    gauges.put(Field.SWAP_TOTAL, meters.gauge(TOTAL_SWAP));
    gauges.put(Field.SWAP_FREE, meters.gauge(AVAIL_SWAP));
    totalFree = meters.gauge(TOTAL_FREE);
  }

  @Override
  public Outcome collect(Due due) {
    Optional<Values<Field>> read = MemInfo.read(file);
    if (read.isEmpty()) {
      return Outcome.noData(file.path() + ": not there");
    }
    Values<Field> memory = read.get();
    gauges.forEach((field, gauge) -> memory.get(field).ifPresent(kb -> gauge.set(bytes(kb))));
    OptionalLong free = memory.get(Field.MEM_FREE);
    OptionalLong freeSwap = memory.get(Field.SWAP_FREE);
    if (free.isPresent() && freeSwap.isPresent()) {
      totalFree.set(bytes(free.getAsLong() + freeSwap.getAsLong()));
    }
    return Outcome.collectedIf(!memory.isEmpty(), file.path() + ": no known field");
  }

  private static long bytes(long kb) {
    return kb * 1024;
  }
}
