package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * Where the linker leaves errno after a call, before the virtual machine can overwrite it. Kept and
 * used for one call after the other by one thread.
 */
final class CallState {
  private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private final MemorySegment segment;

  CallState(Arena arena) {
    segment = arena.allocate(LAYOUT);
  }

  /** Where {@link CFunction} leaves errno. */
  MemorySegment segment() {
    return segment;
  }

  /** The errno of the last call; says something only when that call failed. */
  Errno errno() {
    return Errno.of(segment.get(JAVA_INT, ERRNO));
  }
}
