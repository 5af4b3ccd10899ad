package org.atlasagent.runtime;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.atlasagent.collector.ContainerLimits;
import org.atlasagent.collector.Flavor;

/**
 * What Titus says about a container in environment variables. One that is not set, or not to a
 * positive number where it must be one, says nothing.
 */
final class TitusEnvironment {
  private TitusEnvironment() {}

  /** What the container may use. */
  static ContainerLimits limits(Map<String, String> environment) {
    return new ContainerLimits(
        cpus(environment.getOrDefault("TITUS_NUM_CPU", "")),
        megabits(environment.getOrDefault("TITUS_NUM_NETWORK_BANDWIDTH", "")));
  }

  /** The common tags and, in a container of Titus, the machine under it, sorted by key. */
  static Map<String, String> withHost(
      Map<String, String> tags, Flavor flavor, Map<String, String> environment) {
    String host = environment.getOrDefault("TITUS_HOST_EC2_INSTANCE_ID", "");
    if (flavor != Flavor.TITUS || host.isEmpty()) {
      return tags;
    }
    Map<String, String> more = new TreeMap<>(tags);
    more.putIfAbsent("titus.host", host);
    return more;
  }

  private static OptionalDouble cpus(String text) {
    try {
      double cpus = Double.parseDouble(text);
      return cpus > 0 && Double.isFinite(cpus) ? OptionalDouble.of(cpus) : OptionalDouble.empty();
    } catch (NumberFormatException notANumber) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalLong megabits(String text) {
    try {
      int megabits = Integer.parseInt(text);
      return megabits > 0 ? OptionalLong.of(megabits) : OptionalLong.empty();
    } catch (NumberFormatException notANumber) {
      return OptionalLong.empty();
    }
  }
}
