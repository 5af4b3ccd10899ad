package org.atlasagent.collector;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.procfs.DiskStats;
import org.atlasagent.source.procfs.DiskStats.Device;
import org.atlasagent.source.procfs.DiskStats.Disk;

/** Reports what block devices read and write, and how busy they are. */
final class DisksCollector implements Collector {
  static final List<Metric> METRICS = DiskMeters.METRICS;

  private static final Set<Long> LOOP_AND_RAM = Set.of(7L, 1L);

  private final KernelFile diskstats;
  private final LongSupplier nanoClock;
  private final Predicate<String> wanted;
  private final Meters meters;
  private final Map<Device, DiskMeters> disks = new HashMap<>();

  DisksCollector(Wiring wiring) {
    diskstats = wiring.files().proc("diskstats");
    nanoClock = wiring.nanoClock();
    wanted = wiring.devices();
    meters = wiring.meters();
  }

  @Override
  public Outcome collect(Due due) {
    Optional<DiskStats> read = DiskStats.read(diskstats, nanoClock);
    if (read.isEmpty()) {
      return Outcome.noData(diskstats.path() + ": not there");
    }
    Set<Device> present = new HashSet<>();
    for (Disk disk : read.get().disks()) {
      Device device = disk.device();
      if (!LOOP_AND_RAM.contains(device.major()) && wanted.test(device.name())) {
        present.add(device);
        disks
            .computeIfAbsent(device, added -> new DiskMeters(meters, added.name()))
            .report(disk, read.get().nanos());
      }
    }
    disks.keySet().retainAll(present);
    return Outcome.collectedIf(!present.isEmpty(), diskstats.path() + ": no disk of interest");
  }
}
