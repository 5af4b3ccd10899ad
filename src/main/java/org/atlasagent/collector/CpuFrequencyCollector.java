package org.atlasagent.collector;

import static org.atlasagent.meter.Kind.DISTRIBUTION_SUMMARY;

import java.util.List;
import org.atlasagent.meter.DistributionSummary;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.sysfs.CpuFrequencies;
import org.atlasagent.source.sysfs.FrequencyPolicy;

/** Reports the clock frequencies of the processors, one record for each policy. */
final class CpuFrequencyCollector implements Collector {
  private static final Metric MIN =
      Metric.of(DISTRIBUTION_SUMMARY, "sys.minCoreFrequency", Unit.KILOHERTZ)
          .every(1)
          .from("/sys/devices/system/cpu/cpufreq/policy*/scaling_min_freq")
          .says("The lowest clock frequency to which processors may be set.");
  private static final Metric MAX =
      Metric.of(DISTRIBUTION_SUMMARY, "sys.maxCoreFrequency", Unit.KILOHERTZ)
          .every(1)
          .from("/sys/devices/system/cpu/cpufreq/policy*/scaling_max_freq")
          .says("The highest clock frequency to which processors may be set.");
  private static final Metric CURRENT =
      Metric.of(DISTRIBUTION_SUMMARY, "sys.curCoreFrequency", Unit.KILOHERTZ)
          .every(1)
          .from("/sys/devices/system/cpu/cpufreq/policy*/scaling_cur_freq")
          .says(
              "The clock frequency of processors now; far below the highest under load: throttled.");

  static final List<Metric> METRICS = List.of(MIN, MAX, CURRENT);

  private final CpuFrequencies frequencies;
  private final Outcome nothing;
  private final DistributionSummary min;
  private final DistributionSummary max;
  private final DistributionSummary current;

  CpuFrequencyCollector(Wiring wiring) {
    frequencies = new CpuFrequencies(wiring.files());
    nothing = Outcome.noData(frequencies.path() + ": no policy that can be read");
    min = wiring.meters().distributionSummary(MIN);
    max = wiring.meters().distributionSummary(MAX);
    current = wiring.meters().distributionSummary(CURRENT);
  }

  @Override
  public Outcome collect(Due due) {
    if (due.minute()) {
      frequencies.expectChange();
    }
    List<FrequencyPolicy> policies = frequencies.read();
    for (int i = 0; i < policies.size(); i++) {
      FrequencyPolicy policy = policies.get(i);
      min.record(policy.minKilohertz());
      max.record(policy.maxKilohertz());
      current.record(policy.currentKilohertz());
    }
    return policies.isEmpty() ? nothing : Outcome.COLLECTED;
  }
}
