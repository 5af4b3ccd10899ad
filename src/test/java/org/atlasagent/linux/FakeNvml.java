package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * NVML with two GPUs, its C functions written in Java. The handle of GPU n is n + 0x1000; bytes are
 * written where nvml.h has the fields.
 */
public final class FakeNvml {
  /** The status that each function returns instead of working. */
  public final Map<String, Integer> failures = new HashMap<>();

  /** Functions that this version of the library does not have. */
  public final Set<String> missing = new HashSet<>();

  /** GPUs that answer nothing but that they are lost. */
  public final Set<Integer> lost = new HashSet<>();

  /** How many GPUs the driver counts. */
  public int count = 2;

  /** How often a symbol was looked up. */
  public int lookups;

  /** How often the library was initialized. */
  public int initializations;

  /** The performance state of all GPUs. */
  public int performanceState = 8;

  private static final int GPU_IS_LOST = 15;
  private static final long HANDLES = 0x1000;

  private final Arena arena = Arena.ofAuto();
  private final Map<String, MethodHandle> functions = new HashMap<>();

  /** Makes the functions. */
  public FakeNvml() {
    add("nvmlInit_v2", "init");
    add("nvmlDeviceGetCount_v2", "count", MemorySegment.class);
    add("nvmlDeviceGetHandleByIndex_v2", "handle", int.class, MemorySegment.class);
    add("nvmlDeviceGetMemoryInfo", "memory", MemorySegment.class, MemorySegment.class);
    add("nvmlDeviceGetUtilizationRates", "busy", MemorySegment.class, MemorySegment.class);
    add("nvmlDeviceGetPerformanceState", "state", MemorySegment.class, MemorySegment.class);
    add(
        "nvmlDeviceGetTemperature",
        "temperature",
        MemorySegment.class,
        int.class,
        MemorySegment.class);
  }

  /** The library as the agent sees it. */
  public Nvml library() {
    return new Nvml(symbols());
  }

  private SymbolLookup symbols() {
    return name -> {
      lookups++;
      MethodHandle function = functions.get(name);
      return function == null || missing.contains(name)
          ? Optional.empty()
          : Optional.of(stub(function));
    };
  }

  @SuppressWarnings("restricted") // the fake is called from C
  private MemorySegment stub(MethodHandle function) {
    FunctionDescriptor type =
        FunctionDescriptor.of(
            JAVA_INT,
            function.type().parameterList().stream()
                .map(parameter -> parameter == int.class ? JAVA_INT : ADDRESS)
                .toArray(java.lang.foreign.MemoryLayout[]::new));
    return Linker.nativeLinker().upcallStub(function, type, arena);
  }

  private void add(String name, String method, Class<?>... parameters) {
    try {
      MethodHandle function =
          MethodHandles.lookup()
              .findVirtual(FakeNvml.class, method, MethodType.methodType(int.class, parameters));
      functions.put(name, function.bindTo(this));
    } catch (ReflectiveOperationException mistake) {
      throw new LinkageError("no such function: " + method, mistake);
    }
  }

  private int failure(String name) {
    return failures.getOrDefault(name, 0);
  }

  private int status(String name, MemorySegment device) {
    return lost.contains(number(device)) ? GPU_IS_LOST : failure(name);
  }

  private static int number(MemorySegment device) {
    return (int) (device.address() - HANDLES);
  }

  @SuppressWarnings("restricted") // C hands over addresses without sizes
  private static MemorySegment sized(MemorySegment pointer, long bytes) {
    return pointer.reinterpret(bytes);
  }

  int init() {
    initializations++;
    return failure("nvmlInit_v2");
  }

  int count(MemorySegment answer) {
    sized(answer, 4).set(JAVA_INT, 0, count);
    return failure("nvmlDeviceGetCount_v2");
  }

  int handle(int index, MemorySegment answer) {
    sized(answer, 8).set(JAVA_LONG, 0, HANDLES + index);
    return failure("nvmlDeviceGetHandleByIndex_v2");
  }

  int memory(MemorySegment device, MemorySegment answer) {
    MemorySegment bytes = sized(answer, 24);
    bytes.set(JAVA_LONG, 0, 80L << 30);
    bytes.set(JAVA_LONG, 8, 60L << 30);
    bytes.set(JAVA_LONG, 16, (20L << 30) + number(device));
    return status("nvmlDeviceGetMemoryInfo", device);
  }

  int busy(MemorySegment device, MemorySegment answer) {
    MemorySegment bytes = sized(answer, 8);
    bytes.set(JAVA_INT, 0, 90 + number(device));
    bytes.set(JAVA_INT, 4, 40 + number(device));
    return status("nvmlDeviceGetUtilizationRates", device);
  }

  int temperature(MemorySegment device, int sensor, MemorySegment answer) {
    sized(answer, 4).set(JAVA_INT, 0, 70 + number(device) + 1000 * sensor);
    return status("nvmlDeviceGetTemperature", device);
  }

  int state(MemorySegment device, MemorySegment answer) {
    sized(answer, 4).set(JAVA_INT, 0, performanceState);
    return status("nvmlDeviceGetPerformanceState", device);
  }
}
