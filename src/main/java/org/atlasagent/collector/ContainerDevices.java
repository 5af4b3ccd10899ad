package org.atlasagent.collector;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.atlasagent.meter.Meters;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.cgroup.CgroupDirectory;
import org.atlasagent.source.cgroup.DeviceNumber;
import org.atlasagent.source.cgroup.IoMax;
import org.atlasagent.source.cgroup.IoStat;
import org.atlasagent.source.procfs.DiskStats;

/** The block devices that one cgroup uses, and their meters. */
final class ContainerDevices {
  private static final String UNKNOWN = "unknown";

  private final KernelFile ioStat;
  private final KernelFile ioMax;
  private final KernelFile diskstats;
  private final LongSupplier nanoClock;
  private final Predicate<String> wanted;
  private final Meters meters;
  private final Map<DeviceNumber, ContainerDeviceMeters> devices = new HashMap<>();
  private int openings;

  ContainerDevices(Wiring wiring, CgroupDirectory cgroup) {
    ioStat = cgroup.file("io.stat");
    ioMax = cgroup.file("io.max");
    diskstats = wiring.files().proc("diskstats");
    nanoClock = wiring.nanoClock();
    wanted = wiring.devices();
    meters = wiring.meters();
  }

  Outcome report() {
    Optional<IoStat> read = IoStat.read(ioStat, nanoClock);
    if (read.isEmpty() || ioStat.openings() != openings) {
      // The cgroup is gone, or is another one of its name, whose counters are others.
      openings = ioStat.openings();
      devices.clear();
    }
    if (read.isEmpty()) {
      return Outcome.noData(ioStat.path() + ": not there");
    }
    nameNew(read.get());
    IoMax limits = IoMax.read(ioMax).orElse(IoMax.NONE);
    boolean any = false;
    boolean first = false;
    Set<DeviceNumber> present = new HashSet<>();
    for (IoStat.Device device : read.get().devices()) {
      present.add(device.number());
      ContainerDeviceMeters ofDevice = devices.get(device.number());
      if (ofDevice != null && wanted.test(ofDevice.dev())) {
        boolean reported = ofDevice.report(device, limits.of(device.number()), read.get().nanos());
        any |= reported;
        first |= !reported;
      }
    }
    devices.keySet().retainAll(present);
    if (any) {
      return Outcome.COLLECTED;
    }
    return first
        ? Outcome.FIRST_SAMPLE
        : Outcome.noData(ioStat.path() + ": no transfer to a disk of interest");
  }

  /** Makes meters for devices that were not there before, by the names that they have now. */
  private void nameNew(IoStat stat) {
    Map<DeviceNumber, String> names = null;
    for (IoStat.Device device : stat.devices()) {
      if (!devices.containsKey(device.number())) {
        if (names == null) {
          names = names();
        }
        String dev = names.getOrDefault(device.number(), UNKNOWN);
        devices.put(device.number(), new ContainerDeviceMeters(meters, dev));
      }
    }
  }

  private Map<DeviceNumber, String> names() {
    Map<DeviceNumber, String> names = new HashMap<>();
    DiskStats.read(diskstats, nanoClock)
        .ifPresent(stats -> {
          for (DiskStats.Disk disk : stats.disks()) {
            DiskStats.Device device = disk.device();
            names.put(new DeviceNumber(device.major(), device.minor()), device.name());
          }
        });
    return names;
  }
}
