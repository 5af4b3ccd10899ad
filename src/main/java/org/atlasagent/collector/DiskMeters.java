package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.COUNTER;
import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;

import java.util.List;
import org.atlasagent.meter.Counter;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.MonotonicCounter;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.DiskStats.Disk;
import org.atlasagent.source.procfs.DiskStats.Transfers;
import org.jspecify.annotations.Nullable;

/** The meters of one block device, and its sample of a minute ago. */
final class DiskMeters {
  private static final Metric BYTES =
      Metric.of(MONOTONIC_COUNTER, "disk.io.bytes", Unit.BYTES)
          .tag("id", "read", "write")
          .tag("dev")
          .from("/proc/diskstats, sectors read and written x 512")
          .says("What was read from the device and written to it.");
  private static final Metric OPERATIONS =
      Metric.of(COUNTER, "disk.io.ops", Unit.OPERATIONS)
          .tag("statistic", "count")
          .tag("id", "read", "write")
          .tag("dev")
          .from("/proc/diskstats, completed + merged")
          .says("Operations that ended; totalTime/count is their mean latency.");
  private static final Metric TIME =
      OPERATIONS
          .variant(Unit.SECONDS, "statistic", "totalTime")
          .from("/proc/diskstats, ms spent reading and writing / 1000")
          .says("The time that operations took, summed up.");
  private static final Metric BUSY =
      Metric.of(GAUGE, "disk.percentBusy", Unit.PERCENT)
          .tag("dev")
          .from("/proc/diskstats, time spent doing I/O")
          .says("How much of the last minute the device was at work; 100 need not be its limit.");

  static final List<Metric> METRICS = List.of(BYTES, OPERATIONS, TIME, BUSY);

  /** Linux Multiple Devices keeps no times. */
  private static final int MD = 9;

  private static final int SECTOR_BYTES = 512;

  private final Direction reads;
  private final Direction writes;
  private final Gauge busy;
  private @Nullable Disk previous;
  private long previousNanos;

  DiskMeters(Meters meters, String dev) {
    reads = new Direction(meters, "read", dev);
    writes = new Direction(meters, "write", dev);
    busy = meters.gauge(BUSY, dev);
  }

  void report(Disk disk, long nanos) {
    reads.reportBytes(disk.reads());
    writes.reportBytes(disk.writes());
    if (disk.device().major() == MD) {
      return;
    }
    if (previous != null) {
      reads.reportOperations(previous.reads(), disk.reads());
      writes.reportOperations(previous.writes(), disk.writes());
      reportBusy(disk.busyMillis() - previous.busyMillis(), nanos - previousNanos);
    }
    previous = disk;
    previousNanos = nanos;
  }

  private void reportBusy(long millis, long elapsedNanos) {
    if (millis >= 0 && elapsedNanos > 0) {
      // The kernel counts in jiffies and not at the moment of our clock: 100.2 would mean nothing.
      busy.set(Math.min(100, 100.0 * millis / (elapsedNanos / 1e6)));
    }
  }

  /** The meters of one direction. */
  private static final class Direction {
    private final MonotonicCounter bytes;
    private final Counter count;
    private final Counter totalTime;

    Direction(Meters meters, String id, String dev) {
      bytes = meters.monotonicCounter(BYTES, id, dev);
      count = meters.counter(OPERATIONS, "count", id, dev);
      totalTime = meters.counter(TIME, "totalTime", id, dev);
    }

    void reportBytes(Transfers now) {
      bytes.set(now.sectors() * SECTOR_BYTES);
    }

    /** What went back was reset, or ran over its 32 bits: there is no difference. */
    void reportOperations(Transfers before, Transfers now) {
      long operations = now.completed() + now.merged() - before.completed() - before.merged();
      if (operations >= 0) {
        count.add(operations);
      }
      long millis = now.millis() - before.millis();
      if (millis >= 0) {
        totalTime.add(millis / 1000.0);
      }
    }
  }
}
