package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * AMD SMI with one GPU and one CPU on a socket, its C functions written in Java. Bytes are written
 * where amdsmi.h has the fields.
 */
public final class FakeAmdSmi {
  /** The status that each function returns instead of working. */
  public final Map<String, Integer> failures = new HashMap<>();

  /** The 16-bit fields of the metrics by offset; all bits of the others are set. */
  public final Map<Integer, Integer> shorts = new HashMap<>();

  /** The 64-bit fields of the metrics by offset; all bits of the others are set. */
  public final Map<Integer, Long> longs = new HashMap<>();

  /** All memory of the GPU. */
  public long totalBytes = 192L << 30;

  /** What came in over PCIe. */
  public long receivedBytes = 200;

  private static final long SOCKET = 0x10;
  private static final long CPU = 0x20;
  private static final long GPU = 0x30;

  /** What the struct of the latest version takes. */
  private static final int METRICS_BYTES = 4720;

  private final Arena arena = Arena.ofAuto();
  private final Map<String, MethodHandle> functions = new HashMap<>();

  /** Makes the functions. */
  public FakeAmdSmi() {
    Class<MemorySegment> pointer = MemorySegment.class;
    add("amdsmi_init", "init", long.class);
    add("amdsmi_get_socket_handles", "sockets", pointer, pointer);
    add("amdsmi_get_processor_handles", "processors", pointer, pointer, pointer);
    add("amdsmi_get_processor_type", "type", pointer, pointer);
    add("amdsmi_get_gpu_metrics_info", "metrics", pointer, pointer);
    add("amdsmi_get_gpu_memory_total", "total", pointer, int.class, pointer);
    add("amdsmi_get_gpu_memory_usage", "usage", pointer, int.class, pointer);
    add("amdsmi_get_gpu_pci_throughput", "pcie", pointer, pointer, pointer, pointer);
  }

  /** The library as the agent sees it. */
  public AmdSmi library() {
    SymbolLookup symbols = name -> Optional.ofNullable(functions.get(name)).map(this::stub);
    return new AmdSmi(symbols);
  }

  @SuppressWarnings("restricted") // the fake is called from C
  private MemorySegment stub(MethodHandle function) {
    MemoryLayout[] parameters =
        function.type().parameterList().stream()
            .map(type -> type == int.class ? JAVA_INT : type == long.class ? JAVA_LONG : ADDRESS)
            .toArray(MemoryLayout[]::new);
    FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, parameters);
    return Linker.nativeLinker().upcallStub(function, type, arena);
  }

  private void add(String name, String method, Class<?>... parameters) {
    try {
      MethodHandle function =
          MethodHandles.lookup()
              .findVirtual(FakeAmdSmi.class, method, MethodType.methodType(int.class, parameters));
      functions.put(name, function.bindTo(this));
    } catch (ReflectiveOperationException mistake) {
      throw new LinkageError("no such function: " + method, mistake);
    }
  }

  private int failure(String name) {
    return failures.getOrDefault(name, 0);
  }

  @SuppressWarnings("restricted") // C hands over addresses without sizes
  private static MemorySegment sized(MemorySegment pointer, long bytes) {
    return pointer.reinterpret(bytes);
  }

  int init(long flags) {
    return flags == 2 ? failure("amdsmi_init") : 1;
  }

  int sockets(MemorySegment count, MemorySegment handles) {
    sized(count, 4).set(JAVA_INT, 0, 1);
    sized(handles, 8).set(JAVA_LONG, 0, SOCKET);
    return failure("amdsmi_get_socket_handles");
  }

  int processors(MemorySegment socket, MemorySegment count, MemorySegment handles) {
    sized(count, 4).set(JAVA_INT, 0, 2);
    sized(handles, 16).set(JAVA_LONG, 0, CPU);
    sized(handles, 16).set(JAVA_LONG, 8, GPU);
    return socket.address() == SOCKET ? 0 : 1;
  }

  int type(MemorySegment processor, MemorySegment answer) {
    sized(answer, 4).set(JAVA_INT, 0, processor.address() == GPU ? 1 : 2);
    return 0;
  }

  int metrics(MemorySegment gpu, MemorySegment answer) {
    MemorySegment bytes = sized(answer, METRICS_BYTES).fill((byte) -1);
    shorts.forEach((offset, value) -> bytes.set(JAVA_SHORT, offset, value.shortValue()));
    longs.forEach((offset, value) -> bytes.set(JAVA_LONG, offset, value));
    return failure("amdsmi_get_gpu_metrics_info");
  }

  int total(MemorySegment gpu, int type, MemorySegment answer) {
    sized(answer, 8).set(JAVA_LONG, 0, totalBytes);
    return type == 0 ? failure("amdsmi_get_gpu_memory_total") : 1;
  }

  int usage(MemorySegment gpu, int type, MemorySegment answer) {
    sized(answer, 8).set(JAVA_LONG, 0, 5L << 30);
    return type == 0 ? failure("amdsmi_get_gpu_memory_usage") : 1;
  }

  int pcie(MemorySegment gpu, MemorySegment sent, MemorySegment received, MemorySegment packet) {
    sized(sent, 8).set(JAVA_LONG, 0, 100);
    sized(received, 8).set(JAVA_LONG, 0, receivedBytes);
    sized(packet, 8).set(JAVA_LONG, 0, 256);
    return failure("amdsmi_get_gpu_pci_throughput");
  }
}
