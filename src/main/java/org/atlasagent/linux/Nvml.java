package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * NVIDIA's management library, {@code libnvidia-ml.so.1}, which comes with the driver: a question
 * answers whether the GPU tells, and then what it told can be had. Used by one thread at a time; a
 * call may block as long as the driver does.
 */
public final class Nvml {
  /** nvmlMemory_t. */
  static final StructLayout MEMORY =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("total"), JAVA_LONG.withName("free"), JAVA_LONG.withName("used"));

  /** nvmlUtilization_t. */
  static final StructLayout UTILIZATION =
      MemoryLayout.structLayout(JAVA_INT.withName("gpu"), JAVA_INT.withName("memory"));

  private static final String LIBRARY = "libnvidia-ml.so.1";

  private static final int SUCCESS = 0;
  private static final int ERROR_UNINITIALIZED = 1;
  private static final int ERROR_NOT_SUPPORTED = 3;
  private static final int ERROR_NOT_FOUND = 6;
  private static final int ERROR_DRIVER_NOT_LOADED = 9;
  private static final int ERROR_FUNCTION_NOT_FOUND = 13;
  private static final int ERROR_GPU_IS_LOST = 15;

  private static final int TEMPERATURE_GPU = 0;
  private static final int PSTATE_UNKNOWN = 32;

  private static final FunctionDescriptor PLAIN = FunctionDescriptor.of(JAVA_INT);
  private static final FunctionDescriptor WITH_POINTER = FunctionDescriptor.of(JAVA_INT, ADDRESS);
  private static final FunctionDescriptor OF_INDEX =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS);
  private static final FunctionDescriptor OF_DEVICE =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
  private static final FunctionDescriptor OF_SENSOR =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment count = arena.allocate(JAVA_INT);
  private final MemorySegment handle = arena.allocate(ADDRESS);
  private final MemorySegment memory = arena.allocate(MEMORY);
  private final MemorySegment utilization = arena.allocate(UTILIZATION);
  private final MemorySegment temperature = arena.allocate(JAVA_INT);
  private final MemorySegment performanceState = arena.allocate(JAVA_INT);

  private final DeviceFunction init;
  private final DeviceFunction getCount;
  private final DeviceFunction getHandle;
  private final DeviceFunction getMemory;
  private final DeviceFunction getUtilization;
  private final DeviceFunction getTemperature;
  private final DeviceFunction getPerformanceState;
  private MemorySegment device = MemorySegment.NULL;
  private boolean initialized;

  /** The functions that a look-up finds. */
  Nvml(SymbolLookup library) {
    init = find(library, "nvmlInit_v2", PLAIN);
    getCount = find(library, "nvmlDeviceGetCount_v2", WITH_POINTER);
    getHandle = find(library, "nvmlDeviceGetHandleByIndex_v2", OF_INDEX);
    getMemory = find(library, "nvmlDeviceGetMemoryInfo", OF_DEVICE);
    getUtilization = find(library, "nvmlDeviceGetUtilizationRates", OF_DEVICE);
    getTemperature = find(library, "nvmlDeviceGetTemperature", OF_SENSOR);
    getPerformanceState = find(library, "nvmlDeviceGetPerformanceState", OF_DEVICE);
  }

  /** Loads the library for the life of the process; empty where there is none. */
  public static Optional<Nvml> load() {
    return DeviceFunction.load(LIBRARY).map(Nvml::new);
  }

  /**
   * How many GPUs there are; empty while the driver is not loaded.
   *
   * @throws LibraryException when the library fails in another way, as in all of these
   */
  public OptionalInt count() {
    if (!initialized) {
      DeviceAnswer answer = init.ask(function -> (int) function.invokeExact());
      if (answer != DeviceAnswer.TOLD) {
        return OptionalInt.empty();
      }
      initialized = true;
    }
    DeviceAnswer answer = getCount.ask(function -> (int) function.invokeExact(count));
    return answer == DeviceAnswer.TOLD
        ? OptionalInt.of(count.get(JAVA_INT, 0))
        : OptionalInt.empty();
  }

  /** Chooses the GPU that is asked about from now on, if it answers. */
  public DeviceAnswer choose(int index) {
    DeviceAnswer answer = getHandle.ask(function -> (int) function.invokeExact(index, handle));
    device = handle.get(ADDRESS, 0);
    return answer;
  }

  /** Asks the GPU for its memory. */
  public DeviceAnswer readMemory() {
    return getMemory.ask(function -> (int) function.invokeExact(device, memory));
  }

  /** All memory, as last read. */
  public long totalBytes() {
    return memory.get(JAVA_LONG, MEMORY.byteOffset(PathElement.groupElement("total")));
  }

  /** Memory that is free, as last read. */
  public long freeBytes() {
    return memory.get(JAVA_LONG, MEMORY.byteOffset(PathElement.groupElement("free")));
  }

  /** Memory in use, as last read. */
  public long usedBytes() {
    return memory.get(JAVA_LONG, MEMORY.byteOffset(PathElement.groupElement("used")));
  }

  /** Asks the GPU how busy it is. */
  public DeviceAnswer readUtilization() {
    return getUtilization.ask(function -> (int) function.invokeExact(device, utilization));
  }

  /** The percentage of time in which the GPU was busy, as last read. */
  public int gpuPercent() {
    return utilization.get(JAVA_INT, UTILIZATION.byteOffset(PathElement.groupElement("gpu")));
  }

  /** The percentage of time in which its memory was busy, as last read. */
  public int memoryPercent() {
    return utilization.get(JAVA_INT, UTILIZATION.byteOffset(PathElement.groupElement("memory")));
  }

  /** Asks the GPU how warm it is. */
  public DeviceAnswer readTemperature() {
    return getTemperature.ask(
        function -> (int) function.invokeExact(device, TEMPERATURE_GPU, temperature));
  }

  /** The temperature in degrees Celsius, as last read. */
  public int celsius() {
    return temperature.get(JAVA_INT, 0);
  }

  /** Asks the GPU for its performance state. */
  public DeviceAnswer readPerformanceState() {
    DeviceAnswer answer =
        getPerformanceState.ask(function -> (int) function.invokeExact(device, performanceState));
    boolean unknown = answer == DeviceAnswer.TOLD && performanceState() == PSTATE_UNKNOWN;
    return unknown ? DeviceAnswer.NO_DATA : answer;
  }

  /** The performance state, as last read: 0, the fastest, to 15. */
  public int performanceState() {
    return performanceState.get(JAVA_INT, 0);
  }

  private DeviceAnswer answer(String function, int status) {
    if (status == ERROR_UNINITIALIZED) {
      // The driver was taken away: it begins anew with the next count.
      initialized = false;
    }
    return switch (status) {
      case SUCCESS -> DeviceAnswer.TOLD;
      case ERROR_UNINITIALIZED, ERROR_DRIVER_NOT_LOADED -> DeviceAnswer.NO_DRIVER;
      case ERROR_NOT_SUPPORTED -> DeviceAnswer.NOT_SUPPORTED;
      case ERROR_NOT_FOUND -> DeviceAnswer.NOT_FOUND;
      case ERROR_FUNCTION_NOT_FOUND -> DeviceAnswer.NO_FUNCTION;
      case ERROR_GPU_IS_LOST -> DeviceAnswer.LOST;
      default -> throw new LibraryException(function, status);
    };
  }

  private DeviceFunction find(SymbolLookup library, String name, FunctionDescriptor type) {
    return DeviceFunction.find(library, name, type, this::answer);
  }
}
