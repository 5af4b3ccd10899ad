package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.COUNTER;
import static org.atlasagent.meter.Kind.DISTRIBUTION_SUMMARY;

import java.util.List;
import java.util.OptionalLong;
import org.atlasagent.meter.Counter;
import org.atlasagent.meter.DistributionSummary;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.cgroup.IoMax.Limit;
import org.atlasagent.source.cgroup.IoMax.Limits;
import org.atlasagent.source.cgroup.IoStat;
import org.atlasagent.source.cgroup.IoStat.Transfers;
import org.jspecify.annotations.Nullable;

/** The meters of one block device as one cgroup uses it, and its sample of before. */
final class ContainerDeviceMeters {
  private static final Metric BYTES =
      Metric.of(COUNTER, "disk.io.bytes", Unit.BYTES)
          .tag("id", "read", "write")
          .tag("dev")
          .every(5)
          .from("io.stat, rbytes and wbytes")
          .says("What the container read from the device and wrote to it.");
  private static final Metric OPERATIONS =
      Metric.of(COUNTER, "disk.io.ops", Unit.OPERATIONS)
          .tag("statistic", "count")
          .tag("id", "read", "write")
          .tag("dev")
          .every(5)
          .from("io.stat, rios and wios")
          .says("Operations of the container on the device.");
  private static final Metric BYTES_OF_LIMIT =
      Metric.of(DISTRIBUTION_SUMMARY, "cgroup.disk.io.throttleActivityBytes", Unit.PERCENT)
          .tag("id", "read", "write")
          .tag("dev")
          .every(5)
          .from("io.stat, rbytes and wbytes; io.max, rbps and wbps")
          .says("How much of the bytes that the limit allows were transferred.");
  private static final Metric OPERATIONS_OF_LIMIT =
      Metric.of(DISTRIBUTION_SUMMARY, "cgroup.disk.io.throttleActivityOperations", Unit.PERCENT)
          .tag("id", "read", "write")
          .tag("dev")
          .every(5)
          .from("io.stat, rios and wios; io.max, riops and wiops")
          .says("How many of the operations that the limit allows were done.");

  static final List<Metric> METRICS =
      List.of(BYTES, OPERATIONS, BYTES_OF_LIMIT, OPERATIONS_OF_LIMIT);

  private final String dev;
  private final Direction reads;
  private final Direction writes;
  private IoStat.@Nullable Device previous;
  private long previousNanos;

  ContainerDeviceMeters(Meters meters, String dev) {
    this.dev = dev;
    reads = new Direction(meters, "read", dev);
    writes = new Direction(meters, "write", dev);
  }

  /** The name of the device. */
  String dev() {
    return dev;
  }

  /** Reports what came since the sample before; false when there is none. */
  boolean report(IoStat.Device now, Limits limits, long nanos) {
    IoStat.Device before = previous;
    long elapsed = nanos - previousNanos;
    previous = now;
    previousNanos = nanos;
    if (before == null) {
      return false;
    }
    boolean any = reads.report(before.reads(), now.reads(), limits.reads(), elapsed);
    any |= writes.report(before.writes(), now.writes(), limits.writes(), elapsed);
    return any;
  }

  /** The meters of one direction. */
  private static final class Direction {
    private final Counter bytes;
    private final Counter operations;
    private final DistributionSummary bytesOfLimit;
    private final DistributionSummary operationsOfLimit;

    Direction(Meters meters, String id, String dev) {
      bytes = meters.counter(BYTES, id, dev);
      operations = meters.counter(OPERATIONS, "count", id, dev);
      bytesOfLimit = meters.distributionSummary(BYTES_OF_LIMIT, id, dev);
      operationsOfLimit = meters.distributionSummary(OPERATIONS_OF_LIMIT, id, dev);
    }

    /** What went back belongs to another device of that number: there is no difference. */
    boolean report(Transfers before, Transfers now, Limit limit, long elapsedNanos) {
      long byteCount = now.bytes() - before.bytes();
      long operationCount = now.operations() - before.operations();
      if (byteCount < 0 || operationCount < 0) {
        return false;
      }
      bytes.add(byteCount);
      operations.add(operationCount);
      record(bytesOfLimit, byteCount, limit.bytes(), elapsedNanos);
      record(operationsOfLimit, operationCount, limit.operations(), elapsedNanos);
      return true;
    }

    private static void record(
        DistributionSummary ofLimit, long amount, OptionalLong perSecond, long elapsedNanos) {
      if (perSecond.isPresent() && elapsedNanos > 0) {
        ofLimit.record(100.0 * amount / (perSecond.getAsLong() * (elapsedNanos / 1e9)));
      }
    }
  }
}
