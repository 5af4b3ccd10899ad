package org.atlasagent.source.host;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the driver says about one NVIDIA GPU; absent is what the GPU does not tell, all of it when
 * it fell off the bus.
 *
 * @param index its number
 * @param memory its memory
 * @param utilization how busy it was
 * @param celsius its temperature
 * @param performanceState 0, the fastest, to 15
 */
public record NvidiaGpu(
    int index,
    Optional<Memory> memory,
    Optional<Utilization> utilization,
    OptionalInt celsius,
    OptionalInt performanceState) {
  /**
   * The memory of a GPU in bytes.
   *
   * @param total all
   * @param free what is free
   * @param used what is in use
   */
  public record Memory(long total, long free, long used) {}

  /**
   * The percentage of time in which parts of a GPU were busy.
   *
   * @param gpu its processors
   * @param memory its memory
   */
  public record Utilization(int gpu, int memory) {}
}
