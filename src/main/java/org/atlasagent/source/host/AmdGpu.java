package org.atlasagent.source.host;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the library says about one AMD GPU; absent is what the GPU or its firmware does not tell.
 *
 * @param index its number
 * @param memory its memory
 * @param metrics what its firmware measures
 * @param traffic what went over its links
 */
public record AmdGpu(int index, Memory memory, Metrics metrics, Traffic traffic) {
  /**
   * The memory of a GPU in bytes.
   *
   * @param total all
   * @param used what is in use
   */
  public record Memory(OptionalLong total, OptionalLong used) {}

  /**
   * What the firmware measures.
   *
   * @param celsius the temperature
   * @param gpuPercent the percentage of time in which the GPU was busy
   * @param memoryPercent the same for its memory
   * @param gpuMegahertz the clock
   * @param memoryMegahertz the clock of the memory
   * @param watts what the GPU draws
   */
  public record Metrics(
      OptionalInt celsius,
      OptionalInt gpuPercent,
      OptionalInt memoryPercent,
      OptionalInt gpuMegahertz,
      OptionalInt memoryMegahertz,
      OptionalInt watts) {
    /** A GPU whose firmware tells nothing. */
    public static final Metrics NONE =
        new Metrics(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());
  }

  /**
   * What went over the links of a GPU.
   *
   * @param nanos the monotonic time at which it was read
   * @param pcieInPerSecond bytes per second that came in over PCIe
   * @param pcieOutPerSecond bytes per second that went out over PCIe
   * @param xgmiInKilobytes what came in over XGMI so far
   * @param xgmiOutKilobytes what went out over XGMI so far
   */
  public record Traffic(
      long nanos,
      OptionalLong pcieInPerSecond,
      OptionalLong pcieOutPerSecond,
      OptionalLong xgmiInKilobytes,
      OptionalLong xgmiOutKilobytes) {}
}
