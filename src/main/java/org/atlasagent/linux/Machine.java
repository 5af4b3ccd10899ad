package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** The kind of machine that the kernel runs on: uname(2). */
final class Machine {
  private static final int FIELD_BYTES = 65;

  /** struct utsname. */
  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
          MemoryLayout.sequenceLayout(FIELD_BYTES, JAVA_BYTE).withName("sysname"),
          MemoryLayout.sequenceLayout(FIELD_BYTES, JAVA_BYTE).withName("nodename"),
          MemoryLayout.sequenceLayout(FIELD_BYTES, JAVA_BYTE).withName("release"),
          MemoryLayout.sequenceLayout(FIELD_BYTES, JAVA_BYTE).withName("version"),
          MemoryLayout.sequenceLayout(FIELD_BYTES, JAVA_BYTE).withName("machine"),
          MemoryLayout.sequenceLayout(FIELD_BYTES, JAVA_BYTE).withName("domainname"));

  private static final long MACHINE = LAYOUT.byteOffset(PathElement.groupElement("machine"));

  private static final CFunction UNAME = CFunction.named("uname");

  private Machine() {}

  /** The name of the instruction set, such as {@code x86_64} or {@code aarch64}. */
  static String name() {
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      MemorySegment answer = arena.allocate(LAYOUT);
      if ((int) UNAME.call(state, answer.address()) != 0) {
        throw new LinuxException("uname", state.errno(), "machine");
      }
      return answer.getString(MACHINE);
    }
  }
}
