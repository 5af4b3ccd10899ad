package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * AMD's management library, {@code libamd_smi.so}. What a GPU, its firmware or this version of the
 * library does not tell is absent. Used by one thread at a time; a call may block as long as the
 * driver does.
 */
public final class AmdSmi {
  /**
   * The head of amdsmi_gpu_metrics_t, to which versions only add: alignment fills the gaps. Other
   * structs of the library changed between versions, so the numbers are taken from this one.
   */
  static final StructLayout METRICS =
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
  private static final long METRICS_ROOM = 16 << 10;

  private static final String LIBRARY = "libamd_smi.so";

  private static final long INIT_AMD_GPUS = 1 << 1;
  private static final int PROCESSOR_TYPE_AMD_GPU = 1;
  private static final int MEMORY_TYPE_VRAM = 0;
  private static final int XGMI_LINKS = 8;
  private static final int MOST_HANDLES = 256;

  private static final int SUCCESS = 0;
  private static final int NOT_SUPPORTED = 2;
  private static final int NOT_YET_IMPLEMENTED = 3;
  private static final int FILE_ERROR = 14;
  private static final int NOT_FOUND = 31;
  private static final int DRIVER_NOT_LOADED = 34;
  private static final int NO_DATA = 40;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment number = arena.allocate(JAVA_INT);
  private final MemorySegment bytes = arena.allocate(JAVA_LONG);
  private final MemorySegment sent = arena.allocate(JAVA_LONG);
  private final MemorySegment received = arena.allocate(JAVA_LONG);
  private final MemorySegment packet = arena.allocate(JAVA_LONG);
  private final MemorySegment handles = arena.allocate(ADDRESS, MOST_HANDLES);
  private final MemorySegment metrics = arena.allocate(METRICS_ROOM, 8);

  private final Optional<MethodHandle> init;
  private final Optional<MethodHandle> getSockets;
  private final Optional<MethodHandle> getProcessors;
  private final Optional<MethodHandle> getType;
  private final Optional<MethodHandle> getTotal;
  private final Optional<MethodHandle> getUsage;
  private final Optional<MethodHandle> getMetrics;
  private final Optional<MethodHandle> getPcie;
  private final List<MemorySegment> gpus = new ArrayList<>();
  private MemorySegment gpu = MemorySegment.NULL;
  private boolean initialized;

  /** One call of a function that was found. */
  private interface Call {
    int invoke(MethodHandle function) throws Throwable;
  }

  /** The functions that a look-up finds. */
  AmdSmi(SymbolLookup library) {
    init = find(library, "amdsmi_init", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    getSockets =
        find(
            library,
            "amdsmi_get_socket_handles",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    getProcessors =
        find(
            library,
            "amdsmi_get_processor_handles",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    FunctionDescriptor ofGpu = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
    getType = find(library, "amdsmi_get_processor_type", ofGpu);
    getMetrics = find(library, "amdsmi_get_gpu_metrics_info", ofGpu);
    FunctionDescriptor ofMemory = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    getTotal = find(library, "amdsmi_get_gpu_memory_total", ofMemory);
    getUsage = find(library, "amdsmi_get_gpu_memory_usage", ofMemory);
    getPcie =
        find(
            library,
            "amdsmi_get_gpu_pci_throughput",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  }

  /** Loads the library for the life of the process; empty where there is none. */
  @SuppressWarnings("restricted") // calling C is what this package is for
  public static Optional<AmdSmi> load() {
    try {
      return Optional.of(new AmdSmi(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
    } catch (IllegalArgumentException notThere) {
      return Optional.empty();
    }
  }

  /**
   * How many GPUs there were when the driver was first there; empty while it is not.
   *
   * @throws LibraryException when the library fails in another way, as in all of these
   */
  public OptionalInt count() {
    if (!initialized) {
      if (!has("amdsmi_init", init, function -> (int) function.invokeExact(INIT_AMD_GPUS))) {
        return OptionalInt.empty();
      }
      initialized = true;
      sockets().forEach(this::addGpus);
    }
    return OptionalInt.of(gpus.size());
  }

  /** Chooses the GPU that is asked about from now on. */
  public void choose(int index) {
    gpu = gpus.get(index);
  }

  /** All memory of the GPU in bytes. */
  public OptionalLong totalBytes() {
    return memory("amdsmi_get_gpu_memory_total", getTotal);
  }

  /** The memory in use in bytes. */
  public OptionalLong usedBytes() {
    return memory("amdsmi_get_gpu_memory_usage", getUsage);
  }

  /** Asks the GPU for its metrics; false when it does not tell. */
  public boolean readMetrics() {
    return has(
        "amdsmi_get_gpu_metrics_info",
        getMetrics,
        function -> (int) function.invokeExact(gpu, metrics));
  }

  /** Degrees Celsius at the edge of the chip, else at its hottest spot; as last read. */
  public OptionalInt temperature() {
    OptionalInt edge = metric("temperature_edge");
    return edge.isPresent() ? edge : metric("temperature_hotspot");
  }

  /** The percentage of time in which the GPU was busy, as last read. */
  public OptionalInt gpuPercent() {
    return metric("average_gfx_activity");
  }

  /** The percentage of time in which its memory was busy, as last read. */
  public OptionalInt memoryPercent() {
    return metric("average_umc_activity");
  }

  /** The clock of the GPU in MHz, as last read. */
  public OptionalInt gpuMegahertz() {
    return metric("current_gfxclk");
  }

  /** The clock of its memory in MHz, as last read. */
  public OptionalInt memoryMegahertz() {
    return metric("current_uclk");
  }

  /** What the GPU draws now, or as a mean, in watts; as last read. */
  public OptionalInt watts() {
    OptionalInt now = metric("current_socket_power");
    return now.isPresent() ? now : metric("average_socket_power");
  }

  /** Kilobytes that came over all XGMI links since the driver started, as last read. */
  public OptionalLong xgmiReadKilobytes() {
    return links("xgmi_read_data_acc");
  }

  /** Kilobytes that went over all XGMI links since the driver started, as last read. */
  public OptionalLong xgmiWrittenKilobytes() {
    return links("xgmi_write_data_acc");
  }

  /** Asks how many bytes went over PCIe in a second, which takes one; false when untold. */
  public boolean readPcie() {
    return has(
        "amdsmi_get_gpu_pci_throughput",
        getPcie,
        function -> (int) function.invokeExact(gpu, sent, received, packet));
  }

  /** Bytes that went out over PCIe, as last read. */
  public OptionalLong pcieSent() {
    return filled(sent.get(JAVA_LONG, 0));
  }

  /** Bytes that came in over PCIe, as last read. */
  public OptionalLong pcieReceived() {
    return filled(received.get(JAVA_LONG, 0));
  }

  private List<MemorySegment> sockets() {
    number.set(JAVA_INT, 0, MOST_HANDLES);
    return has(
            "amdsmi_get_socket_handles",
            getSockets,
            function -> (int) function.invokeExact(number, handles))
        ? listed()
        : List.of();
  }

  private void addGpus(MemorySegment socket) {
    number.set(JAVA_INT, 0, MOST_HANDLES);
    boolean told =
        has(
            "amdsmi_get_processor_handles",
            getProcessors,
            function -> (int) function.invokeExact(socket, number, handles));
    for (MemorySegment processor : told ? listed() : List.<MemorySegment>of()) {
      boolean typed =
          has(
              "amdsmi_get_processor_type",
              getType,
              function -> (int) function.invokeExact(processor, number));
      if (typed && number.get(JAVA_INT, 0) == PROCESSOR_TYPE_AMD_GPU) {
        gpus.add(processor);
      }
    }
  }

  private List<MemorySegment> listed() {
    List<MemorySegment> listed = new ArrayList<>();
    int count = Math.min(number.get(JAVA_INT, 0), MOST_HANDLES);
    for (int i = 0; i < count; i++) {
      listed.add(handles.getAtIndex(ADDRESS, i));
    }
    return listed;
  }

  private OptionalLong memory(String name, Optional<MethodHandle> function) {
    return has(name, function, handle -> (int) handle.invokeExact(gpu, MEMORY_TYPE_VRAM, bytes))
        ? filled(bytes.get(JAVA_LONG, 0))
        : OptionalLong.empty();
  }

  /** Firmware sets all bits of what it does not fill. */
  private OptionalInt metric(String field) {
    short value = metrics.get(JAVA_SHORT, METRICS.byteOffset(PathElement.groupElement(field)));
    return value == -1 ? OptionalInt.empty() : OptionalInt.of(Short.toUnsignedInt(value));
  }

  private OptionalLong links(String field) {
    long offset = METRICS.byteOffset(PathElement.groupElement(field));
    OptionalLong sum = OptionalLong.empty();
    for (int link = 0; link < XGMI_LINKS; link++) {
      OptionalLong one = filled(metrics.get(JAVA_LONG, offset + link * JAVA_LONG.byteSize()));
      if (one.isPresent()) {
        sum = OptionalLong.of(sum.orElse(0) + one.getAsLong());
      }
    }
    return sum;
  }

  private static OptionalLong filled(long value) {
    return value == -1 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static boolean has(String name, Optional<MethodHandle> function, Call call) {
    if (function.isEmpty()) {
      return false;
    }
    int status = invoke(function.get(), call);
    return switch (status) {
      case SUCCESS -> true;
      case NOT_SUPPORTED, NOT_YET_IMPLEMENTED, FILE_ERROR, NOT_FOUND, DRIVER_NOT_LOADED, NO_DATA ->
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
