package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the firmware of an AMD GPU measures, as last read; a number is empty where the firmware has
 * set all its bits, which is how it says that it does not fill it.
 */
public final class AmdSmiMetrics {
  /**
   * The head of amdsmi_gpu_metrics_t, to which versions only add: alignment fills the gaps. Other
   * structs of the library changed between versions, so the numbers are taken from this one.
   */
  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
          JAVA_INT.withName("common_header"),
          JAVA_SHORT.withName("temperature_edge"),
          JAVA_SHORT.withName("temperature_hotspot"),
          MemoryLayout.paddingLayout(8),
          JAVA_SHORT.withName("average_gfx_activity"),
          JAVA_SHORT.withName("average_umc_activity"),
          MemoryLayout.paddingLayout(2),
          JAVA_SHORT.withName("average_socket_power"),
          MemoryLayout.paddingLayout(30),
          JAVA_SHORT.withName("current_gfxclk"),
          MemoryLayout.paddingLayout(2),
          JAVA_SHORT.withName("current_uclk"),
          MemoryLayout.paddingLayout(60),
          JAVA_SHORT.withName("current_socket_power"),
          MemoryLayout.paddingLayout(62),
          MemoryLayout.sequenceLayout(8, JAVA_LONG).withName("xgmi_read_data_acc"),
          MemoryLayout.sequenceLayout(8, JAVA_LONG).withName("xgmi_write_data_acc"));

  /** The library writes all of its version's struct: 4,720 bytes in 2026. */
  private static final long ROOM = 16 << 10;

  private static final int XGMI_LINKS = 8;

  private final MemorySegment struct;
  private final DeviceFunction function;

  AmdSmiMetrics(SymbolLookup library, Arena arena) {
    struct = arena.allocate(ROOM, 8);
    function =
        DeviceFunction.find(
            library,
            "amdsmi_get_gpu_metrics_info",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS),
            AmdSmiStatus::answer);
  }

  DeviceAnswer read(MemorySegment gpu) {
    return function.ask(handle -> (int) handle.invokeExact(gpu, struct));
  }

  /** Degrees Celsius at the edge of the chip, else at its hottest spot. */
  public OptionalInt temperature() {
    OptionalInt edge = number("temperature_edge");
    return edge.isPresent() ? edge : number("temperature_hotspot");
  }

  /** The percentage of time in which the GPU was busy. */
  public OptionalInt gpuPercent() {
    return number("average_gfx_activity");
  }

  /** The percentage of time in which its memory was busy. */
  public OptionalInt memoryPercent() {
    return number("average_umc_activity");
  }

  /** The clock of the GPU in MHz. */
  public OptionalInt gpuMegahertz() {
    return number("current_gfxclk");
  }

  /** The clock of its memory in MHz. */
  public OptionalInt memoryMegahertz() {
    return number("current_uclk");
  }

  /** What the GPU draws now, or as a mean, in watts. */
  public OptionalInt watts() {
    OptionalInt now = number("current_socket_power");
    return now.isPresent() ? now : number("average_socket_power");
  }

  /** Kilobytes that came over all XGMI links since the driver started. */
  public OptionalLong xgmiReadKilobytes() {
    return links("xgmi_read_data_acc");
  }

  /** Kilobytes that went over all XGMI links since the driver started. */
  public OptionalLong xgmiWrittenKilobytes() {
    return links("xgmi_write_data_acc");
  }

  private OptionalInt number(String field) {
    short value = struct.get(JAVA_SHORT, LAYOUT.byteOffset(PathElement.groupElement(field)));
    return value == -1 ? OptionalInt.empty() : OptionalInt.of(Short.toUnsignedInt(value));
  }

  private OptionalLong links(String field) {
    long offset = LAYOUT.byteOffset(PathElement.groupElement(field));
    OptionalLong sum = OptionalLong.empty();
    for (int link = 0; link < XGMI_LINKS; link++) {
      long value = struct.get(JAVA_LONG, offset + link * JAVA_LONG.byteSize());
      if (value != -1) {
        sum = OptionalLong.of(sum.orElse(0) + value);
      }
    }
    return sum;
  }
}
