package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * AMD's management library, {@code libamd_smi.so}: a question answers whether the GPU tells, and
 * then what it told can be had. Used by one thread at a time; a call may block as long as the
 * driver does.
 */
public final class AmdSmi {
  private static final String LIBRARY = "libamd_smi.so";

  private static final long INIT_AMD_GPUS = 1 << 1;
  private static final int MEMORY_TYPE_VRAM = 0;

  /** What the library fills in for a number that it does not have. */
  private static final long NOT_FILLED = -1;

  private final MemorySegment total;
  private final MemorySegment used;
  private final MemorySegment sent;
  private final MemorySegment received;
  private final MemorySegment packet;
  private final DeviceFunction init;
  private final DeviceFunction getTotal;
  private final DeviceFunction getUsage;
  private final DeviceFunction getPcie;
  private final AmdSmiHandles handles;
  private final AmdSmiMetrics metrics;
  private List<MemorySegment> gpus = List.of();
  private MemorySegment gpu = MemorySegment.NULL;
  private boolean initialized;

  /** The functions that a look-up finds. */
  AmdSmi(SymbolLookup library) {
    Arena arena = Arena.ofAuto();
    total = arena.allocate(JAVA_LONG);
    used = arena.allocate(JAVA_LONG);
    sent = arena.allocate(JAVA_LONG);
    received = arena.allocate(JAVA_LONG);
    packet = arena.allocate(JAVA_LONG);
    init = find(library, "amdsmi_init", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    FunctionDescriptor ofMemory = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    getTotal = find(library, "amdsmi_get_gpu_memory_total", ofMemory);
    getUsage = find(library, "amdsmi_get_gpu_memory_usage", ofMemory);
    getPcie =
        find(
            library,
            "amdsmi_get_gpu_pci_throughput",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    handles = new AmdSmiHandles(library, arena);
    metrics = new AmdSmiMetrics(library, arena);
  }

  /** Loads the library for the life of the process; empty where there is none. */
  public static Optional<AmdSmi> load() {
    return DeviceFunction.load(LIBRARY).map(AmdSmi::new);
  }

  /**
   * How many GPUs there were when the driver was first there; empty while it is not.
   *
   * @throws LibraryException when the library fails in another way, as in all of these
   */
  public OptionalInt count() {
    if (!initialized) {
      DeviceAnswer answer = init.ask(function -> (int) function.invokeExact(INIT_AMD_GPUS));
      if (answer != DeviceAnswer.TOLD) {
        return OptionalInt.empty();
      }
      initialized = true;
      gpus = handles.gpus();
    }
    return OptionalInt.of(gpus.size());
  }

  /** Chooses the GPU that is asked about from now on. */
  public void choose(int index) {
    gpu = gpus.get(index);
  }

  /** Asks the GPU how much memory it has. */
  public DeviceAnswer readTotal() {
    return readMemory(getTotal, total);
  }

  /** All memory in bytes, as last read. */
  public long totalBytes() {
    return total.get(JAVA_LONG, 0);
  }

  /** Asks the GPU how much of its memory is in use. */
  public DeviceAnswer readUsed() {
    return readMemory(getUsage, used);
  }

  /** The memory in use in bytes, as last read. */
  public long usedBytes() {
    return used.get(JAVA_LONG, 0);
  }

  /** Asks the GPU for its metrics. */
  public DeviceAnswer readMetrics() {
    return metrics.read(gpu);
  }

  /** The metrics, as last read. */
  public AmdSmiMetrics metrics() {
    return metrics;
  }

  /** Asks how many bytes went over PCIe in a second, which takes one. */
  public DeviceAnswer readPcie() {
    return getPcie.ask(function -> (int) function.invokeExact(gpu, sent, received, packet));
  }

  /** Bytes that went out over PCIe, as last read; empty where the library did not fill it. */
  public OptionalLong pcieSent() {
    return filled(sent.get(JAVA_LONG, 0));
  }

  /** Bytes that came in over PCIe, as last read; empty where the library did not fill it. */
  public OptionalLong pcieReceived() {
    return filled(received.get(JAVA_LONG, 0));
  }

  private DeviceAnswer readMemory(DeviceFunction function, MemorySegment bytes) {
    DeviceAnswer answer =
        function.ask(handle -> (int) handle.invokeExact(gpu, MEMORY_TYPE_VRAM, bytes));
    boolean filled = answer != DeviceAnswer.TOLD || bytes.get(JAVA_LONG, 0) != NOT_FILLED;
    return filled ? answer : DeviceAnswer.NOT_FILLED;
  }

  private static OptionalLong filled(long value) {
    return value == NOT_FILLED ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static DeviceFunction find(SymbolLookup library, String name, FunctionDescriptor type) {
    return DeviceFunction.find(library, name, type, AmdSmiStatus::answer);
  }
}
