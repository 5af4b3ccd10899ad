package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.host.FileSystemSize;
import org.atlasagent.source.procfs.Mount;

/** The meters of one mounted file system. */
final class FileSystemMeters {
  private static final Metric BYTES_FREE =
      perMount("disk.bytesFree", Unit.BYTES)
          .from("statvfs(3), f_bfree x f_frsize")
          .says("Space that is free, the superuser's reserve included.");
  private static final Metric BYTES_USED =
      perMount("disk.bytesUsed", Unit.BYTES)
          .from("statvfs(3), (f_blocks - f_bfree) x f_frsize")
          .says("Space that is used.");
  private static final Metric BYTES_MAX =
      perMount("disk.bytesMax", Unit.BYTES)
          .from("statvfs(3), f_blocks x f_frsize")
          .says("The size of the file system.");
  private static final Metric BYTES_PERCENT_USED =
      perMount("disk.bytesPercentUsed", Unit.PERCENT)
          .from("statvfs(3), (f_blocks - f_bfree) / f_blocks")
          .says("How much of the space is used; at 100 every write fails.");
  private static final Metric INODES_FREE =
      perMount("disk.inodesFree", Unit.COUNT)
          .from("statvfs(3), f_ffree")
          .says("How many more files there can be.");
  private static final Metric INODES_USED =
      perMount("disk.inodesUsed", Unit.COUNT)
          .from("statvfs(3), f_files - f_ffree")
          .says("How many files and directories there are.");
  private static final Metric INODES_PERCENT_USED =
      perMount("disk.inodesPercentUsed", Unit.PERCENT)
          .from("statvfs(3), (f_files - f_ffree) / f_files")
          .says("How much of the room for files is used; at 100 no file can be made.");

  static final List<Metric> METRICS =
      List.of(
          BYTES_FREE,
          BYTES_USED,
          BYTES_MAX,
          BYTES_PERCENT_USED,
          INODES_FREE,
          INODES_USED,
          INODES_PERCENT_USED);

  private final String source;
  private final Gauge bytesFree;
  private final Gauge bytesUsed;
  private final Gauge bytesMax;
  private final Gauge bytesPercentUsed;
  private final Gauge inodesFree;
  private final Gauge inodesUsed;
  private final Gauge inodesPercentUsed;

  FileSystemMeters(Meters meters, Mount mount) {
    source = mount.source();
    String id = mount.point().equals("/") ? "root" : withoutPrefix(mount.point(), "/");
    String dev = withoutPrefix(mount.source(), "/dev/");
    bytesFree = meters.gauge(BYTES_FREE, id, dev);
    bytesUsed = meters.gauge(BYTES_USED, id, dev);
    bytesMax = meters.gauge(BYTES_MAX, id, dev);
    bytesPercentUsed = meters.gauge(BYTES_PERCENT_USED, id, dev);
    inodesFree = meters.gauge(INODES_FREE, id, dev);
    inodesUsed = meters.gauge(INODES_USED, id, dev);
    inodesPercentUsed = meters.gauge(INODES_PERCENT_USED, id, dev);
  }

  /** What was mounted when they were made. */
  String source() {
    return source;
  }

  void report(FileSystemSize size) {
    long free = size.blocksFree() * size.fragmentBytes();
    long max = size.blocks() * size.fragmentBytes();
    long used = max - free;
    bytesFree.set(free);
    bytesUsed.set(used);
    bytesMax.set(max);
    if (max > 0) {
      bytesPercentUsed.set(100.0 * used / max);
    }
    // A file system without a fixed number of inodes, such as btrfs, says that it has 0.
    if (size.files() > 0) {
      long filesUsed = size.files() - size.filesFree();
      inodesFree.set(size.filesFree());
      inodesUsed.set(filesUsed);
      inodesPercentUsed.set(100.0 * filesUsed / size.files());
    }
  }

  private static Metric perMount(String name, Unit unit) {
    return Metric.of(GAUGE, name, unit).tag("id").tag("dev");
  }

  private static String withoutPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }
}
