package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * The number by which the kernel knows a network interface of this process' network namespace:
 * if_nametoindex(3). An interface that is made anew under an old name has another one. Used by one
 * thread.
 */
public final class InterfaceIndex {
  /** IFNAMSIZ: what a name takes, with the NUL that ends it. */
  static final int NAME_BYTES = 16;

  private static final CFunction IF_NAMETOINDEX = CFunction.named("if_nametoindex");

  private final Arena arena = Arena.ofAuto();
  private final CallState state = new CallState(arena);
  private final MemorySegment nativeName = arena.allocate(NAME_BYTES);

  /**
   * Asks for the number of an interface.
   *
   * @return empty when there is no such interface
   * @throws LinuxException when the call fails in another way
   */
  public OptionalInt of(String name) {
    if (!spell(name, nativeName)) {
      return OptionalInt.empty();
    }
    int index = (int) IF_NAMETOINDEX.call(state, nativeName.address());
    if (index != 0) {
      return OptionalInt.of(index);
    }
    Errno errno = state.errno();
    if (errno.equals(Errno.ENODEV) || errno.equals(Errno.ENXIO)) {
      return OptionalInt.empty();
    }
    throw new LinuxException("if_nametoindex", errno, name);
  }

  /** Writes a name with its NUL; false when no interface can be called so. */
  static boolean spell(String name, MemorySegment target) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length >= NAME_BYTES || name.indexOf('\0') >= 0) {
      return false;
    }
    MemorySegment.copy(bytes, 0, target, JAVA_BYTE, 0, bytes.length);
    target.set(JAVA_BYTE, bytes.length, (byte) 0);
    return true;
  }
}
