package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.OptionalInt;
import java.util.function.LongConsumer;

/**
 * A directory that names its entries by numbers, such as {@code /proc} its processes: lists the
 * numbers with getdents64(2), without a string for each. Used by one thread.
 */
public final class NumberedDirectory {
  /** The head of struct linux_dirent64; its name follows, ended by NUL. */
  static final StructLayout ENTRY =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("d_ino"),
          JAVA_LONG.withName("d_off"),
          JAVA_SHORT.withName("d_reclen"),
          JAVA_BYTE.withName("d_type"),
          JAVA_BYTE.withName("d_name"));

  private static final long LENGTH = ENTRY.byteOffset(PathElement.groupElement("d_reclen"));
  private static final long NAME = ENTRY.byteOffset(PathElement.groupElement("d_name"));

  private static final int O_RDONLY_NONBLOCK_CLOEXEC = 0x80800;
  private static final int BUFFER_BYTES = 32 << 10;

  /** PATH_MAX: no path that the kernel takes is longer. */
  private static final int PATH_BYTES = 4096;

  /** Every number of so many digits fits into a long. */
  private static final int MOST_DIGITS = 18;

  private static final CFunction OPEN = CFunction.named("open");
  private static final CFunction GETDENTS64 = CFunction.named("getdents64");

  private final Arena arena = Arena.ofAuto();
  private final CallState state = new CallState(arena);
  private final MemorySegment entries = arena.allocate(BUFFER_BYTES, 8);
  private final MemorySegment nativePath = arena.allocate(PATH_BYTES);
  private String path;

  /** The directory at a path. */
  public NumberedDirectory(String path) {
    this.path = path;
    nativePath.setString(0, path);
  }

  /** Becomes the directory at another path, for who lists many. */
  public void moveTo(String path) {
    this.path = path;
    nativePath.setString(0, path);
  }

  /**
   * Hands each number to a consumer, which must not list this directory.
   *
   * @return how many there are; empty when the directory is not there
   * @throws LinuxException when it cannot be read
   */
  public OptionalInt forEach(LongConsumer consumer) {
    int descriptor = (int) OPEN.call(state, nativePath.address(), O_RDONLY_NONBLOCK_CLOEXEC);
    if (descriptor < 0) {
      Errno errno = state.errno();
      if (errno.equals(Errno.ENOENT)) {
        return OptionalInt.empty();
      }
      throw new LinuxException("open", errno, path);
    }
    try {
      return OptionalInt.of(list(descriptor, consumer));
    } finally {
      Libc.close(descriptor);
    }
  }

  private int list(int descriptor, LongConsumer consumer) {
    int count = 0;
    while (true) {
      long bytes = GETDENTS64.call(state, descriptor, entries.address(), BUFFER_BYTES);
      if (bytes < 0) {
        throw new LinuxException("getdents64", state.errno(), path);
      }
      if (bytes == 0) {
        return count;
      }
      count += deliver(bytes, consumer);
    }
  }

  private int deliver(long bytes, LongConsumer consumer) {
    int count = 0;
    long entry = 0;
    while (entry < bytes) {
      long number = number(entry + NAME);
      if (number >= 0) {
        consumer.accept(number);
        count++;
      }
      entry += Short.toUnsignedInt(entries.get(JAVA_SHORT, entry + LENGTH));
    }
    return count;
  }

  /** The number that a name spells; negative when it spells none. */
  private long number(long name) {
    long number = 0;
    for (int i = 0; i <= MOST_DIGITS; i++) {
      byte letter = entries.get(JAVA_BYTE, name + i);
      if (letter == 0 && i > 0) {
        return number;
      }
      if (letter < '0' || letter > '9') {
        return -1;
      }
      number = 10 * number + (letter - '0');
    }
    return -1;
  }
}
