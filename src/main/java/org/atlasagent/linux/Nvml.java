package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * NVIDIA's management library, {@code libnvidia-ml.so.1}, which comes with the driver. What a GPU
 * or this version of the library does not have is absent, as is a GPU that fell off the bus. Used
 * by one thread at a time; a call may block as long as the driver does.
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
  private final MemorySegment number = arena.allocate(JAVA_INT);
  private final MemorySegment handle = arena.allocate(ADDRESS);
  private final MemorySegment memory = arena.allocate(MEMORY);
  private final MemorySegment utilization = arena.allocate(UTILIZATION);

  private final Optional<MethodHandle> init;
  private final Optional<MethodHandle> getCount;
  private final Optional<MethodHandle> getHandle;
  private final Optional<MethodHandle> getMemory;
  private final Optional<MethodHandle> getUtilization;
  private final Optional<MethodHandle> getTemperature;
  private final Optional<MethodHandle> getPerformanceState;
  private boolean initialized;

  /** One call of a function that was found. */
  private interface Call {
    int invoke(MethodHandle function) throws Throwable;
  }

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
  @SuppressWarnings("restricted") // calling C is what this package is for
  public static Optional<Nvml> load() {
    try {
      return Optional.of(new Nvml(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
    } catch (IllegalArgumentException notThere) {
      return Optional.empty();
    }
  }

  /**
   * How many GPUs there are; empty while the driver is not loaded.
   *
   * @throws LibraryException when the library fails in another way, as in all of these
   */
  public OptionalInt count() {
    if (!initialized && !has("nvmlInit_v2", init, function -> (int) function.invokeExact())) {
      return OptionalInt.empty();
    }
    initialized = true;
    return number(
        has("nvmlDeviceGetCount_v2", getCount, function -> (int) function.invokeExact(number)));
  }

  /** Chooses the GPU that is asked about from now on; false when it is not there. */
  public boolean choose(int index) {
    return has(
        "nvmlDeviceGetHandleByIndex_v2",
        getHandle,
        function -> (int) function.invokeExact(index, handle));
  }

  /** Asks the GPU for its memory; false when it does not tell. */
  public boolean readMemory() {
    MemorySegment device = handle.get(ADDRESS, 0);
    return has(
        "nvmlDeviceGetMemoryInfo",
        getMemory,
        function -> (int) function.invokeExact(device, memory));
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

  /** Asks the GPU how busy it is; false when it does not tell. */
  public boolean readUtilization() {
    MemorySegment device = handle.get(ADDRESS, 0);
    return has(
        "nvmlDeviceGetUtilizationRates",
        getUtilization,
        function -> (int) function.invokeExact(device, utilization));
  }

  /** The percentage of time in which the GPU was busy, as last read. */
  public int gpuPercent() {
    return utilization.get(JAVA_INT, UTILIZATION.byteOffset(PathElement.groupElement("gpu")));
  }

  /** The percentage of time in which its memory was busy, as last read. */
  public int memoryPercent() {
    return utilization.get(JAVA_INT, UTILIZATION.byteOffset(PathElement.groupElement("memory")));
  }

  /** The temperature in degrees Celsius. */
  public OptionalInt temperature() {
    MemorySegment device = handle.get(ADDRESS, 0);
    return number(
        has(
            "nvmlDeviceGetTemperature",
            getTemperature,
            function -> (int) function.invokeExact(device, TEMPERATURE_GPU, number)));
  }

  /** The performance state: 0, the fastest, to 15. */
  public OptionalInt performanceState() {
    MemorySegment device = handle.get(ADDRESS, 0);
    OptionalInt state =
        number(
            has(
                "nvmlDeviceGetPerformanceState",
                getPerformanceState,
                function -> (int) function.invokeExact(device, number)));
    return state.isPresent() && state.getAsInt() == PSTATE_UNKNOWN ? OptionalInt.empty() : state;
  }

  private OptionalInt number(boolean present) {
    return present ? OptionalInt.of(number.get(JAVA_INT, 0)) : OptionalInt.empty();
  }

  private boolean has(String name, Optional<MethodHandle> function, Call call) {
    if (function.isEmpty()) {
      return false;
    }
    int status = invoke(function.get(), call);
    return switch (status) {
      case SUCCESS -> true;
      case ERROR_UNINITIALIZED -> {
        // The driver was taken away: it begins anew with the next count.
        initialized = false;
        yield false;
      }
      case ERROR_NOT_SUPPORTED,
          ERROR_NOT_FOUND,
          ERROR_DRIVER_NOT_LOADED,
          ERROR_FUNCTION_NOT_FOUND,
          ERROR_GPU_IS_LOST ->
          false;
      default -> throw new LibraryException(name, status);
    };
  }

  private static int invoke(MethodHandle function, Call call) {
    try {
      return call.invoke(function);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }

  @SuppressWarnings("restricted") // calling C is what this package is for
  private static Optional<MethodHandle> find(
      SymbolLookup library, String name, FunctionDescriptor type) {
    return library.find(name).map(at -> Linker.nativeLinker().downcallHandle(at, type));
  }
}
