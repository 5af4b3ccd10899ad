package org.atlasagent.source.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.jspecify.annotations.Nullable;

/**
 * What block devices have done since the machine started: {@code /proc/diskstats}. See
 * proc_diskstats(5).
 *
 * @param nanos when it was read, on the monotonic clock
 * @param disks one for each device and partition
 */
public record DiskStats(long nanos, List<Disk> disks) {
  public DiskStats {
    disks = List.copyOf(disks);
  }

  /**
   * What names a device. One that comes back with another number or name is another one.
   *
   * @param major its class: 7 for loop devices, 9 for md
   * @param minor the device within the class
   * @param name such as {@code nvme0n1p1}
   */
  public record Device(long major, long minor, String name) {
    // Keys of a map at each start, for which Java would make ten classes.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Device same
          && same.major == major
          && same.minor == minor
          && same.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /**
   * The running totals of one direction.
   *
   * @param completed operations that were completed
   * @param merged operations that were merged into others before they were queued
   * @param sectors of 512 bytes, whatever the device's own are
   * @param millis the time that all operations took together, in 32 bits
   */
  public record Transfers(long completed, long merged, long sectors, long millis) {}

  /**
   * The running totals of a device.
   *
   * @param device which
   * @param reads from it
   * @param writes to it
   * @param busyMillis the time during which at least one operation was under way, in 32 bits
   */
  public record Disk(Device device, Transfers reads, Transfers writes, long busyMillis) {}

  /** Reads the file; empty when there is none. */
  public static Optional<DiskStats> read(KernelFile diskstats, LongSupplier nanoClock) {
    return diskstats.read().map(fields -> parse(fields, nanoClock.getAsLong()));
  }

  /** Kernels add fields at the end: a line has had 14, then 18, then 20. */
  static DiskStats parse(Fields fields, long nanos) {
    List<Disk> disks = new ArrayList<>();
    while (fields.nextLine()) {
      if (fields.hasNext()) {
        disks.add(parseLine(fields));
      }
    }
    return new DiskStats(nanos, disks);
  }

  private static Disk parseLine(Fields fields) {
    Device device = new Device(fields.number(), fields.number(), fields.text());
    Transfers reads = transfers(fields);
    Transfers writes = transfers(fields);
    fields.skip(1); // operations that are under way
    long busyMillis = fields.number();
    fields.number(); // the same weighted by the operations under way: the last of the 14
    return new Disk(device, reads, writes, busyMillis);
  }

  private static Transfers transfers(Fields fields) {
    return new Transfers(fields.number(), fields.number(), fields.number(), fields.number());
  }
}
