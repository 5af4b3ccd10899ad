package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;

/** Finds the GPUs among the processors on the sockets of a machine, as AMD's library lists them. */
final class AmdSmiHandles {
  private static final int PROCESSOR_TYPE_AMD_GPU = 1;
  private static final int MOST = 256;

  private final MemorySegment number;
  private final MemorySegment handles;
  private final DeviceFunction getSockets;
  private final DeviceFunction getProcessors;
  private final DeviceFunction getType;

  AmdSmiHandles(SymbolLookup library, Arena arena) {
    number = arena.allocate(JAVA_INT);
    handles = arena.allocate(ADDRESS, MOST);
    getSockets = find(library, "amdsmi_get_socket_handles", ofPointers(2));
    getProcessors = find(library, "amdsmi_get_processor_handles", ofPointers(3));
    getType = find(library, "amdsmi_get_processor_type", ofPointers(2));
  }

  /** The handles of all GPUs. */
  List<MemorySegment> gpus() {
    number.set(JAVA_INT, 0, MOST);
    DeviceAnswer answer = getSockets.ask(function -> (int) function.invokeExact(number, handles));
    List<MemorySegment> gpus = new ArrayList<>();
    for (MemorySegment socket : listed(answer)) {
      for (MemorySegment processor : processors(socket)) {
        if (isGpu(processor)) {
          gpus.add(processor);
        }
      }
    }
    return gpus;
  }

  private List<MemorySegment> processors(MemorySegment socket) {
    number.set(JAVA_INT, 0, MOST);
    return listed(
        getProcessors.ask(function -> (int) function.invokeExact(socket, number, handles)));
  }

  private boolean isGpu(MemorySegment processor) {
    DeviceAnswer answer = getType.ask(function -> (int) function.invokeExact(processor, number));
    return answer == DeviceAnswer.TOLD && number.get(JAVA_INT, 0) == PROCESSOR_TYPE_AMD_GPU;
  }

  private List<MemorySegment> listed(DeviceAnswer answer) {
    List<MemorySegment> listed = new ArrayList<>();
    int count = answer == DeviceAnswer.TOLD ? Math.min(number.get(JAVA_INT, 0), MOST) : 0;
    for (int i = 0; i < count; i++) {
      listed.add(handles.getAtIndex(ADDRESS, i));
    }
    return listed;
  }

  private static DeviceFunction find(SymbolLookup library, String name, FunctionDescriptor type) {
    return DeviceFunction.find(library, name, type, AmdSmiStatus::answer);
  }

  private static FunctionDescriptor ofPointers(int count) {
    FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT);
    for (int i = 0; i < count; i++) {
      type = type.appendArgumentLayouts(ADDRESS);
    }
    return type;
  }
}
