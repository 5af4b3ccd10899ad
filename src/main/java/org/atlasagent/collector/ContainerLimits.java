package org.atlasagent.collector;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the platform says that a container may use, beside the limits that the kernel enforces.
 *
 * @param cpus processors, of which a container may have a part
 * @param networkMegabits the bandwidth of its network, in megabits per second
 */
public record ContainerLimits(OptionalDouble cpus, OptionalLong networkMegabits) {
  /** Nothing is said. */
  public static final ContainerLimits NONE =
      new ContainerLimits(OptionalDouble.empty(), OptionalLong.empty());
}
