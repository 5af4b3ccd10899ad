package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
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

  private static final MethodHandle OPEN =
      Libc.withErrno(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle GETDENTS64 =
      Libc.withErrno("getdents64", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

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
    int descriptor = open();
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
      long bytes = getdents(descriptor);
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

  private int open() {
    try {
      return (int) OPEN.invokeExact(state.segment(), nativePath, O_RDONLY_NONBLOCK_CLOEXEC);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }

  private long getdents(int descriptor) {
    try {
      return (long)
          GETDENTS64.invokeExact(state.segment(), descriptor, entries, (long) BUFFER_BYTES);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }
}
