package org.atlasagent.source.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.atlasagent.source.SourceException;

/**
 * What an EBS volume counts: the vendor's NVMe log page 0xD0. All are unsigned totals since the
 * volume was attached, but for the queue length. See "Amazon EBS detailed performance statistics"
 * in the user guide of EBS.
 *
 * @param reads completed read operations
 * @param writes completed write operations
 * @param readBytes bytes read
 * @param writtenBytes bytes written
 * @param readMicros time spent by all completed reads
 * @param writeMicros time spent by all completed writes
 * @param volumeIopsExceededMicros time in which more operations were wanted than the volume allows
 * @param volumeThroughputExceededMicros time in which more bytes were wanted than the volume allows
 * @param instanceIopsExceededMicros the same with what the instance allows
 * @param instanceThroughputExceededMicros the same with what the instance allows
 * @param queueLength operations that wait to be completed, now
 * @param readLatency how many reads took how long
 * @param writeLatency how many writes took how long
 */
public record EbsLogPage(
    long reads,
    long writes,
    long readBytes,
    long writtenBytes,
    long readMicros,
    long writeMicros,
    long volumeIopsExceededMicros,
    long volumeThroughputExceededMicros,
    long instanceIopsExceededMicros,
    long instanceThroughputExceededMicros,
    long queueLength,
    Optional<Histogram> readLatency,
    Optional<Histogram> writeLatency) {

  /** The bytes of a page. */
  public static final int BYTES = 4096;

  /**
   * The bins of a histogram as EBS has them: below 1 µs, then powers of 2, the last without end.
   */
  public static final int BINS = 28;

  private static final int MAGIC = 0x3C23_B510;
  private static final int FIRST_TOTAL = 8;
  private static final int RESERVED = 416;

  private static final int MOST_BINS = 64;
  private static final int BYTES_OF_BIN = 24;
  private static final int COUNT_IN_BIN = 16;
  private static final int BYTES_OF_HISTOGRAM = Long.BYTES + MOST_BINS * BYTES_OF_BIN;

  /** How many operations took how long, in {@link #BINS} bins. The device counts with 32 bits. */
  public static final class Histogram {
    private final int[] counts = new int[BINS];

    private Histogram() {}

    /** The operations of one bin; the first has those that were fastest. */
    public long count(int bin) {
      return Integer.toUnsignedLong(counts[bin]);
    }
  }

  static EbsLogPage parse(String device, byte[] content) {
    ByteBuffer page = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (page.remaining() < BYTES) {
      throw new SourceException(
          device, "the log page has %d bytes, not %d".formatted(page.remaining(), BYTES));
    }
    if (page.getInt() != MAGIC) {
      throw new SourceException(device, "not an EBS volume: its log page has no such magic number");
    }
    page.position(FIRST_TOTAL);
    return new EbsLogPage(
        page.getLong(),
        page.getLong(),
        page.getLong(),
        page.getLong(),
        page.getLong(),
        page.getLong(),
        page.getLong(),
        page.getLong(),
        page.getLong(),
        page.getLong(),
        page.getLong(),
        histogram(page, page.position() + RESERVED),
        histogram(page, page.position() + RESERVED + BYTES_OF_HISTOGRAM));
  }

  /** The histogram at an offset; empty where its bins are others than those that are known. */
  private static Optional<Histogram> histogram(ByteBuffer page, int offset) {
    if (page.getLong(offset) != BINS) {
      return Optional.empty();
    }
    Histogram histogram = new Histogram();
    for (int i = 0; i < BINS; i++) {
      int bin = offset + Long.BYTES + i * BYTES_OF_BIN;
      if (page.getLong(bin) != lowerMicros(i)) {
        return Optional.empty();
      }
      histogram.counts[i] = page.getInt(bin + COUNT_IN_BIN);
    }
    return Optional.of(histogram);
  }

  /** Where a bin begins, in microseconds; it ends where the next one begins. */
  public static long lowerMicros(int bin) {
    return bin == 0 ? 0 : 1L << (bin - 1);
  }
}
