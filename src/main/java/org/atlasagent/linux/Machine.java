package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

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

  private static final MethodHandle UNAME =
      Libc.withErrno("uname", FunctionDescriptor.of(JAVA_INT, ADDRESS));

  private Machine() {}

  /** The name of the instruction set, such as {@code x86_64} or {@code aarch64}. */
  static String name() {
    try (Arena arena = Arena.ofConfined()) {
      CallState state = new CallState(arena);
      MemorySegment answer = arena.allocate(LAYOUT);
      if (uname(state, answer) != 0) {
        throw new LinuxException("uname", state.errno(), "machine");
      }
      return answer.getString(MACHINE);
    }
  }

  private static int uname(CallState state, MemorySegment answer) {
    try {
      return (int) UNAME.invokeExact(state.segment(), answer);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }
}
