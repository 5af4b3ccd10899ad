package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.COUNTER;
import static org.atlasagent.meter.Kind.MAX_GAUGE;

import java.util.Arrays;
import java.util.List;
import org.atlasagent.meter.Counter;
import org.atlasagent.meter.MaxGauge;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.procfs.CpuTimes;

/**
 * How evenly the cores of a host are used: their usages over five seconds as a distribution, of
 * which a reader can compute mean and deviation, and the busiest core of a minute.
 */
final class CoreUtilization {
  private static final String CORE_UTILIZATION = "sys.cpu.coreUtilization";
  private static final Metric USAGES =
      Metric.of(COUNTER, CORE_UTILIZATION, Unit.PERCENT)
          .tag("statistic", "totalAmount", "totalOfSquares")
          .every(5)
          .from("/proc/stat, cpuN: all but idle")
          .says("The use of each core over 5 s, summed up: totalAmount/count is the mean.");
  private static final Metric COUNT =
      USAGES.variant(Unit.COUNT, "statistic", "count").says("The cores whose use was summed up.");
  private static final Metric BUSIEST =
      Metric.of(MAX_GAUGE, CORE_UTILIZATION, Unit.PERCENT)
          .tag("statistic", "max")
          .from("/proc/stat, cpuN: all but idle")
          .says(
              "The mean use of the busiest core in the last minute; near 100: one thread is short.");

  static final List<Metric> METRICS = List.of(COUNT, USAGES, BUSIEST);

  private final CpuUsage usage;
  private final CpuTimes before = new CpuTimes();
  private double[] usages = new double[0];
  private int[] counts = new int[0];
  private final Counter count;
  private final Counter totalAmount;
  private final Counter totalOfSquares;
  private final MaxGauge max;

  CoreUtilization(Meters meters, CpuUsage usage) {
    this.usage = usage;
    count = meters.counter(COUNT, "count");
    totalAmount = meters.counter(USAGES, "totalAmount");
    totalOfSquares = meters.counter(USAGES, "totalOfSquares");
    max = meters.maxGauge(BUSIEST, "max");
  }

  /** Reports the usages since the last call; false when there are none yet. */
  boolean fiveSeconds(CpuTimes now) {
    reserve(now.limit());
    long measured = 0;
    double sum = 0;
    double squares = 0;
    for (int cpu = 0; cpu < now.limit(); cpu++) {
      if (usage.between(before, now, cpu)) {
        double percent = usage.percent();
        usages[cpu] += percent;
        counts[cpu]++;
        measured++;
        sum += percent;
        squares += percent * percent;
      }
    }
    before.copyFrom(now);
    if (measured == 0) {
      return false;
    }
    count.add(measured);
    totalAmount.add(sum);
    totalOfSquares.add(squares);
    return true;
  }

  /** Reports the busiest core since the last call; false when no usage was measured. */
  boolean minute() {
    double busiest = Double.NaN;
    for (int cpu = 0; cpu < counts.length; cpu++) {
      if (counts[cpu] > 0) {
        double mean = usages[cpu] / counts[cpu];
        busiest = busiest >= mean ? busiest : mean;
      }
    }
    Arrays.fill(usages, 0);
    Arrays.fill(counts, 0);
    if (Double.isNaN(busiest)) {
      return false;
    }
    max.set(busiest);
    return true;
  }

  private void reserve(int cpus) {
    if (cpus > counts.length) {
      usages = Arrays.copyOf(usages, cpus);
      counts = Arrays.copyOf(counts, cpus);
    }
  }
}
