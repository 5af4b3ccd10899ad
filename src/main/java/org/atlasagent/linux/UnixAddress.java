package org.atlasagent.linux;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** The address of a unix(7) socket that has a path: struct sockaddr_un. */
final class UnixAddress {
  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_SHORT.withName("sun_family"),
          MemoryLayout.sequenceLayout(108, ValueLayout.JAVA_BYTE).withName("sun_path"));

  private static final long PATH = LAYOUT.byteOffset(PathElement.groupElement("sun_path"));

  /** What sun_path holds beside the NUL that ends it. */
  private static final int LONGEST_PATH = 107;

  private UnixAddress() {}

  /**
   * Checks that a socket can have this path.
   *
   * @throws IllegalArgumentException when it is empty, longer than 107 bytes, or contains NUL
   */
  static void requireFits(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_PATH) {
      throw new IllegalArgumentException(
          "the path of a unix socket has at most %d bytes, this one has %d: %s"
              .formatted(LONGEST_PATH, bytes.length, path));
    }
    if (bytes.length == 0 || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the path of a unix socket is not empty and contains no NUL: \"" + path + "\"");
    }
  }

  static MemorySegment allocate(SegmentAllocator allocator, String path) {
    requireFits(path);
    MemorySegment address = allocator.allocate(LAYOUT);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) UnixDatagramSocket.AF_UNIX);
    address.setString(PATH, path, StandardCharsets.UTF_8);
    return address;
  }

  /** The path of an address, ended by NUL. */
  static MemorySegment path(MemorySegment address) {
    return address.asSlice(PATH);
  }
}
