package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.GAUGE;
import static org.atlasagent.meter.Kind.MONOTONIC_COUNTER;
import static org.atlasagent.meter.Kind.MONOTONIC_DOUBLE;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.MonotonicCounter;
import org.atlasagent.meter.MonotonicDouble;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.host.EbsLogPage;

/** The meters of one EBS volume. */
final class EbsMeters {
  private static final Metric OPERATIONS =
      Metric.of(MONOTONIC_COUNTER, "aws.ebs.totalOperations", Unit.OPERATIONS)
          .tag("dev")
          .tag("id", "read", "write")
          .from("NVMe log page 0xD0, total_read_ops and total_write_ops")
          .says("Completed operations.");
  private static final Metric BYTES =
      Metric.of(MONOTONIC_COUNTER, "aws.ebs.totalBytes", Unit.BYTES)
          .tag("dev")
          .tag("id", "read", "write")
          .from("NVMe log page 0xD0, total_read_bytes and total_write_bytes")
          .says("Bytes read and written.");
  private static final Metric TIME =
      Metric.of(MONOTONIC_DOUBLE, "aws.ebs.totalTime", Unit.SECONDS)
          .tag("dev")
          .tag("id", "read", "write")
          .from("NVMe log page 0xD0, total_read_time and total_write_time")
          .says("Time spent by all completed operations; those at a time add up.");
  private static final Metric EXCEEDED_IOPS =
      Metric.of(MONOTONIC_DOUBLE, "aws.ebs.perfExceededIOPS", Unit.SECONDS)
          .tag("dev")
          .tag("id", "volume", "instance")
          .from("NVMe log page 0xD0, performance exceeded, IOPS")
          .says("Time in which more operations were wanted than volume or instance allow.");
  private static final Metric EXCEEDED_THROUGHPUT =
      Metric.of(MONOTONIC_DOUBLE, "aws.ebs.perfExceededTput", Unit.SECONDS)
          .tag("dev")
          .tag("id", "volume", "instance")
          .from("NVMe log page 0xD0, performance exceeded, throughput")
          .says("Time in which more bytes were wanted than volume or instance allow.");
  private static final Metric QUEUE_LENGTH =
      Metric.of(GAUGE, "aws.ebs.volumeQueueLength", Unit.OPERATIONS)
          .tag("dev")
          .from("NVMe log page 0xD0, volume_queue_length")
          .says("Operations that wait to be completed.");
  private static final Metric LATENCY =
      Metric.of(MONOTONIC_COUNTER, "aws.ebs.ioLatencyHistogram", Unit.OPERATIONS)
          .tag("dev")
          .tag("id", "read", "write")
          .tag("bin", bins())
          .from("NVMe log page 0xD0, read and write I/O latency histogram")
          .says("Operations by how long they took, in microseconds.");

  static final List<Metric> METRICS =
      List.of(OPERATIONS, BYTES, TIME, EXCEEDED_IOPS, EXCEEDED_THROUGHPUT, QUEUE_LENGTH, LATENCY);

  private final MonotonicCounter reads;
  private final MonotonicCounter writes;
  private final MonotonicCounter readBytes;
  private final MonotonicCounter writtenBytes;
  private final MonotonicDouble readTime;
  private final MonotonicDouble writeTime;
  private final MonotonicDouble volumeIops;
  private final MonotonicDouble instanceIops;
  private final MonotonicDouble volumeThroughput;
  private final MonotonicDouble instanceThroughput;
  private final Gauge queueLength;
  private final List<MonotonicCounter> readLatency;
  private final List<MonotonicCounter> writeLatency;

  EbsMeters(Meters meters, String device) {
    reads = meters.monotonicCounter(OPERATIONS, device, "read");
    writes = meters.monotonicCounter(OPERATIONS, device, "write");
    readBytes = meters.monotonicCounter(BYTES, device, "read");
    writtenBytes = meters.monotonicCounter(BYTES, device, "write");
    readTime = meters.monotonicDouble(TIME, device, "read");
    writeTime = meters.monotonicDouble(TIME, device, "write");
    volumeIops = meters.monotonicDouble(EXCEEDED_IOPS, device, "volume");
    instanceIops = meters.monotonicDouble(EXCEEDED_IOPS, device, "instance");
    volumeThroughput = meters.monotonicDouble(EXCEEDED_THROUGHPUT, device, "volume");
    instanceThroughput = meters.monotonicDouble(EXCEEDED_THROUGHPUT, device, "instance");
    queueLength = meters.gauge(QUEUE_LENGTH, device);
    readLatency = latency(meters, device, "read");
    writeLatency = latency(meters, device, "write");
  }

  void report(EbsLogPage page) {
    reads.set(page.reads());
    writes.set(page.writes());
    readBytes.set(page.readBytes());
    writtenBytes.set(page.writtenBytes());
    readTime.set(seconds(page.readMicros()));
    writeTime.set(seconds(page.writeMicros()));
    volumeIops.set(seconds(page.volumeIopsExceededMicros()));
    instanceIops.set(seconds(page.instanceIopsExceededMicros()));
    volumeThroughput.set(seconds(page.volumeThroughputExceededMicros()));
    instanceThroughput.set(seconds(page.instanceThroughputExceededMicros()));
    queueLength.set(page.queueLength());
    report(page.readLatency(), readLatency);
    report(page.writeLatency(), writeLatency);
  }

  private static void report(
      Optional<EbsLogPage.Histogram> histogram, List<MonotonicCounter> counters) {
    if (histogram.isPresent()) {
      for (int bin = 0; bin < counters.size(); bin++) {
        counters.get(bin).set(histogram.get().count(bin));
      }
    }
  }

  private static double seconds(long micros) {
    return micros / 1e6;
  }

  private static List<MonotonicCounter> latency(Meters meters, String device, String id) {
    return IntStream.range(0, EbsLogPage.BINS)
        .mapToObj(bin -> meters.monotonicCounter(LATENCY, device, id, bin(bin)))
        .toList();
  }

  private static String[] bins() {
    return IntStream.range(0, EbsLogPage.BINS).mapToObj(EbsMeters::bin).toArray(String[]::new);
  }

  private static String bin(int bin) {
    long lower = EbsLogPage.lowerMicros(bin);
    String upper =
        bin == EbsLogPage.BINS - 1 ? "MAX" : eightDigits(EbsLogPage.lowerMicros(bin + 1));
    return "us_" + eightDigits(lower) + "_" + upper;
  }

  private static String eightDigits(long micros) {
    String digits = Long.toString(micros);
    return "0".repeat(Math.max(0, 8 - digits.length())) + digits;
  }
}
