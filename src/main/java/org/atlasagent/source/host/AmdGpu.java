package org.atlasagent.source.host;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the library says about one AMD GPU.
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
  public record Memory(GpuReading<Long> total, GpuReading<Long> used) {}

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
      GpuReading<Integer> celsius,
      GpuReading<Integer> gpuPercent,
      GpuReading<Integer> memoryPercent,
      GpuReading<Integer> gpuMegahertz,
      GpuReading<Integer> memoryMegahertz,
      GpuReading<Integer> watts) {}

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
      GpuReading<Long> pcieInPerSecond,
      GpuReading<Long> pcieOutPerSecond,
      GpuReading<Long> xgmiInKilobytes,
      GpuReading<Long> xgmiOutKilobytes) {}

  /** All that it was asked for, each with its name. */
  public Map<String, GpuReading<?>> readings() {
    Map<String, GpuReading<?>> readings = new LinkedHashMap<>();
    readings.put("total memory", memory.total());
    readings.put("used memory", memory.used());
    readings.put("temperature", metrics.celsius());
    readings.put("utilization", metrics.gpuPercent());
    readings.put("memory activity", metrics.memoryPercent());
    readings.put("clock", metrics.gpuMegahertz());
    readings.put("memory clock", metrics.memoryMegahertz());
    readings.put("power", metrics.watts());
    readings.put("PCIe in", traffic.pcieInPerSecond());
    readings.put("PCIe out", traffic.pcieOutPerSecond());
    readings.put("XGMI in", traffic.xgmiInKilobytes());
    readings.put("XGMI out", traffic.xgmiOutKilobytes());
    return readings;
  }
}
