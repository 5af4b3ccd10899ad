package org.atlasagent.spectatord;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.atlasagent.benchmarks.Measured;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Series;
import org.atlasagent.meter.Tag;
import org.atlasagent.meter.Unit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Encodes samples as lines: numbers, whole lines, and the prefix that is made once a series. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodingBenchmark extends Measured {
  private static final int LINES = 500;

  private final Metric metric =
      Metric.of(Kind.GAUGE, "disk.bytesPercentUsed", Unit.PERCENT).tag("id").tag("dev");
  private final MeterId id =
      new MeterId(
          "disk.bytesPercentUsed",
          List.of(
              new Tag("dev", "nvme0n1p1"),
              new Tag("id", "srv/data"),
              new Tag("xatlas.process", "atlas-system-agent")));
  private final byte[] bytes = new byte[Numbers.LONGEST];
  private final Batch batch = new Batch();
  private final Outbox outbox = new Outbox(batch, new NoTransport());
  private final Series series = batch.open(metric, id);
  private double fraction = 12.3456789012;
  private double whole = 4096;
  private long total = 1_234_567_890_123L;

  /** A fraction, written with nine decimals. */
  @Benchmark
  public int fraction() {
    return Numbers.write(fraction, bytes, 0);
  }

  /** A double that is a whole number. */
  @Benchmark
  public int wholeDouble() {
    return Numbers.write(whole, bytes, 0);
  }

  /** A running total. */
  @Benchmark
  public int total() {
    return Numbers.writeUnsigned(total, bytes, 0);
  }

  /** What stands before the value; made once a series. */
  @Benchmark
  public byte[] prefix() {
    return Prefix.encode(metric, id);
  }

  /** A line of a batch of 500, which is then sent nowhere. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public boolean line() {
    for (int i = 0; i < LINES; i++) {
      series.sample(fraction + i);
    }
    return outbox.pump();
  }
}
