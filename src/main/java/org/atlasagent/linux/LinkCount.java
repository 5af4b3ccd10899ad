package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;

/**
 * The links of a file below a numbered directory, such as {@code /proc/42/task}: statx(2). A
 * directory of proc has two links and one more for each directory in it, so that a process has as
 * many threads as its task directory has links, less two. Makes no garbage. Used by one thread.
 */
public final class LinkCount {
  /** The head of struct statx, the same on all machines; 256 bytes in all. */
  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
          JAVA_INT.withName("stx_mask"),
          JAVA_INT.withName("stx_blksize"),
          JAVA_LONG.withName("stx_attributes"),
          JAVA_INT.withName("stx_nlink"),
          MemoryLayout.sequenceLayout(236, JAVA_BYTE).withName("rest"));

  private static final long LINKS = LAYOUT.byteOffset(PathElement.groupElement("stx_nlink"));

  private static final int AT_FDCWD = -100;
  private static final int STATX_NLINK = 4;
  private static final int MOST_DIGITS = 20;

  private static final CFunction STATX = CFunction.named("statx");

  private final Arena arena = Arena.ofAuto();
  private final CallState state = new CallState(arena);
  private final MemorySegment answer = arena.allocate(LAYOUT);
  private final MemorySegment path;
  private final int numberAt;
  private final byte[] below;

  /**
   * Prepares to ask about {@code directory/NUMBER/below}.
   *
   * @param directory the numbered directory
   * @param below the name in each of its entries
   */
  public LinkCount(String directory, String below) {
    byte[] head = (directory + "/").getBytes(StandardCharsets.UTF_8);
    this.below = ("/" + below + "\0").getBytes(StandardCharsets.UTF_8);
    numberAt = head.length;
    path = arena.allocate((long) head.length + MOST_DIGITS + this.below.length);
    MemorySegment.copy(head, 0, path, JAVA_BYTE, 0, head.length);
  }

  /**
   * Asks about one number, which is not negative.
   *
   * @return the links; 0 when nothing is there to be seen: it has ended, or is hidden (hidepid)
   * @throws LinuxException when the call fails in another way
   */
  public int of(long number) {
    spell(number);
    if (statx() == 0) {
      return answer.get(JAVA_INT, LINKS);
    }
    Errno errno = state.errno();
    if (errno.equals(Errno.ENOENT)
        || errno.equals(Errno.ESRCH)
        || errno.equals(Errno.EACCES)
        || errno.equals(Errno.EPERM)) {
      return 0;
    }
    throw new LinuxException("statx", errno, path.getString(0));
  }

  private void spell(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = digits - 1; i >= 0; i--) {
      path.set(JAVA_BYTE, numberAt + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    MemorySegment.copy(below, 0, path, JAVA_BYTE, numberAt + digits, below.length);
  }

  private int statx() {
    return (int) STATX.call(state, AT_FDCWD, path.address(), 0, STATX_NLINK, answer.address());
  }
}
