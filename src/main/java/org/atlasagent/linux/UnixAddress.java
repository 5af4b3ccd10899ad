package org.atlasagent.linux;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * The address of a unix(7) socket: struct sockaddr_un. It is a path, or a name in the abstract
 * namespace, which is written as systemd does: with {@code @} in place of the NUL at its beginning.
 */
final class UnixAddress {
  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_SHORT.withName("sun_family"),
          MemoryLayout.sequenceLayout(108, ValueLayout.JAVA_BYTE).withName("sun_path"));

  private static final long PATH = LAYOUT.byteOffset(PathElement.groupElement("sun_path"));

  /** What sun_path holds beside the NUL that ends a path or begins a name. */
  private static final int LONGEST = 107;

  private static final String ABSTRACT = "@";

  private UnixAddress() {}

  /**
   * An address; its segment is as long as the kernel wants to be told.
   *
   * @throws IllegalArgumentException when it is empty, longer than 107 bytes, or contains NUL
   */
  static MemorySegment allocate(SegmentAllocator allocator, String path) {
    boolean named = path.startsWith(ABSTRACT);
    String text = named ? path.substring(ABSTRACT.length()) : path;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    requireFits(path, text, bytes.length);
    MemorySegment address = allocator.allocate(LAYOUT);
    address.set(ValueLayout.JAVA_SHORT, 0, SocketFamily.AF_UNIX.number());
    long begin = named ? PATH + 1 : PATH;
    MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, begin, bytes.length);
    // The length of a name is that of its address: NULs behind it would be part of it.
    return named ? address.asSlice(0, begin + bytes.length) : address;
  }

  private static void requireFits(String path, String text, int bytes) {
    if (bytes > LONGEST) {
      throw new IllegalArgumentException(
          "the path of a unix socket has at most %d bytes, this one has %d: %s"
              .formatted(LONGEST, bytes, path));
    }
    if (bytes == 0 || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the path of a unix socket is not empty and contains no NUL: \"" + path + "\"");
    }
  }

  /** The path of an address, ended by NUL. */
  static MemorySegment path(MemorySegment address) {
    return address.asSlice(PATH);
  }
}
