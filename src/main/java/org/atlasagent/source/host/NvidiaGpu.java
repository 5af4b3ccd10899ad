package org.atlasagent.source.host;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the driver says about one NVIDIA GPU.
 *
 * @param index its number
 * @param memory its memory
 * @param utilization how busy it was
 * @param celsius its temperature
 * @param performanceState 0, the fastest, to 15
 */
public record NvidiaGpu(
    int index,
    GpuReading<Memory> memory,
    GpuReading<Utilization> utilization,
    GpuReading<Integer> celsius,
    GpuReading<Integer> performanceState) {
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

  /** A GPU of which nothing is known but its number. */
  static NvidiaGpu missing(int index, GpuReading.Cause cause) {
    return new NvidiaGpu(
        index,
        new GpuReading.Missing<>(cause),
        new GpuReading.Missing<>(cause),
        new GpuReading.Missing<>(cause),
        new GpuReading.Missing<>(cause));
  }

  /** All that it was asked for, each with its name. */
  public Map<String, GpuReading<?>> readings() {
    Map<String, GpuReading<?>> readings = new LinkedHashMap<>();
    readings.put("memory", memory);
    readings.put("utilization", utilization);
    readings.put("temperature", celsius);
    readings.put("performance state", performanceState);
    return readings;
  }
}
