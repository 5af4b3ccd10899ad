package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statistics that the driver of a network interface keeps under names of its own: ioctl(2) with
 * SIOCETHTOOL, which needs no privilege to read them. Asks in the network namespace of this
 * process. May wait for the driver; any thread may ask.
 */
public final class Ethtool {
  /** struct ifreq, of which the union holds a pointer. */
  static final StructLayout REQUEST =
      MemoryLayout.structLayout(
          MemoryLayout.sequenceLayout(InterfaceIndex.NAME_BYTES, JAVA_BYTE).withName("ifr_name"),
          ADDRESS.withName("ifr_data"),
          MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("rest"));

  /** struct ethtool_sset_info for one set of strings. */
  static final StructLayout SET_INFO =
      MemoryLayout.structLayout(
          JAVA_INT.withName("cmd"),
          JAVA_INT.withName("reserved"),
          JAVA_LONG.withName("sset_mask"),
          JAVA_INT.withName("data"),
          MemoryLayout.paddingLayout(4));

  /** The head of struct ethtool_gstrings; the names follow. */
  static final StructLayout STRINGS =
      MemoryLayout.structLayout(
          JAVA_INT.withName("cmd"), JAVA_INT.withName("string_set"), JAVA_INT.withName("len"));

  /** The head of struct ethtool_stats; the numbers follow. */
  static final StructLayout STATISTICS =
      MemoryLayout.structLayout(JAVA_INT.withName("cmd"), JAVA_INT.withName("n_stats"));

  private static final long DATA = offset(REQUEST, "ifr_data");
  private static final long MASK = offset(SET_INFO, "sset_mask");
  private static final long SET_LENGTH = offset(SET_INFO, "data");
  private static final long STRING_SET = offset(STRINGS, "string_set");
  private static final long STRINGS_LENGTH = offset(STRINGS, "len");
  private static final long STATISTICS_LENGTH = offset(STATISTICS, "n_stats");

  private static final long SIOCETHTOOL = 0x8946;
  private static final int ETHTOOL_GSTRINGS = 0x1b;
  private static final int ETHTOOL_GSTATS = 0x1d;
  private static final int ETHTOOL_GSSET_INFO = 0x37;
  private static final int ETH_SS_STATS = 1;
  private static final int NAME_BYTES = 32;

  /** No driver has as many statistics; memory for them is bounded. */
  private static final int MOST = 16_384;

  /**
   * The kernel writes as many as the driver has at that moment, which may be more than it had when
   * it was asked for their number, for example when queues were added. Hence room for twice as many
   * and these.
   */
  private static final int SPARE = 1_024;

  private static final CFunction IOCTL = CFunction.named("ioctl");

  private Ethtool() {}

  /**
   * The names of an interface's statistics, in the order of their numbers. They come from the
   * driver: one character a byte, without meaning for anybody else.
   *
   * @return empty when the interface has none, or is not there
   * @throws LinuxException when the kernel refuses in another way; EAGAIN when their number changed
   *     meanwhile
   */
  public static Optional<List<String>> names(String name) {
    try (Call call = new Call(name)) {
      int count = call.count();
      if (count == 0) {
        return Optional.empty();
      }
      MemorySegment answer =
          call.arena.allocate(STRINGS.byteSize() + room(count) * NAME_BYTES, Long.BYTES);
      answer.set(JAVA_INT, STRING_SET, ETH_SS_STATS);
      answer.set(JAVA_INT, STRINGS_LENGTH, count);
      if (!call.ask(ETHTOOL_GSTRINGS, answer)) {
        return Optional.empty();
      }
      if (answer.get(JAVA_INT, STRINGS_LENGTH) != count) {
        throw call.failed(Errno.EAGAIN);
      }
      return Optional.of(names(answer, count));
    }
  }

  /**
   * The numbers of an interface's statistics, unsigned.
   *
   * @param count how many names there were
   * @return empty when there are not as many now, or the interface is gone
   * @throws LinuxException when the kernel refuses in another way
   */
  public static Optional<long[]> statistics(String name, int count) {
    try (Call call = new Call(name)) {
      if (count == 0 || call.count() != count) {
        return Optional.empty();
      }
      MemorySegment answer =
          call.arena.allocate(STATISTICS.byteSize() + room(count) * Long.BYTES, Long.BYTES);
      answer.set(JAVA_INT, STATISTICS_LENGTH, count);
      boolean there = call.ask(ETHTOOL_GSTATS, answer);
      return there && answer.get(JAVA_INT, STATISTICS_LENGTH) == count
          ? Optional.of(
              answer.asSlice(STATISTICS.byteSize(), (long) count * Long.BYTES).toArray(JAVA_LONG))
          : Optional.empty();
    }
  }

  private static long room(int count) {
    return 2L * count + SPARE;
  }

  private static List<String> names(MemorySegment answer, int count) {
    List<String> names = new ArrayList<>(count);
    byte[] name = new byte[NAME_BYTES];
    for (int i = 0; i < count; i++) {
      long from = STRINGS.byteSize() + (long) i * NAME_BYTES;
      MemorySegment.copy(answer, JAVA_BYTE, from, name, 0, NAME_BYTES);
      // A name of the full length is not ended.
      int length = 0;
      while (length < NAME_BYTES && name[length] != 0) {
        length++;
      }
      names.add(new String(name, 0, length, StandardCharsets.ISO_8859_1));
    }
    return names;
  }

  private static long offset(StructLayout layout, String field) {
    return layout.byteOffset(PathElement.groupElement(field));
  }

  /** A socket to ask with, and memory for the questions about one interface. */
  private static final class Call implements AutoCloseable {
    final Arena arena = Arena.ofConfined();
    private final CallState state = new CallState(arena);
    private final MemorySegment request = arena.allocate(REQUEST);
    private final String name;
    private final boolean possible;
    private final int descriptor;

    Call(String name) {
      this.name = name;
      possible = InterfaceIndex.spell(name, request);
      // Any socket will do. A unix socket is there on a kernel without IPv4 or IPv6 too.
      try {
        descriptor = SocketFamily.AF_UNIX.open(state, 0);
      } catch (LinuxException failure) {
        arena.close();
        throw failure;
      }
    }

    /** How many statistics there are; 0 too when the interface has none or is not there. */
    int count() {
      MemorySegment info = arena.allocate(SET_INFO);
      info.set(JAVA_LONG, MASK, 1L << ETH_SS_STATS);
      if (!ask(ETHTOOL_GSSET_INFO, info) || info.get(JAVA_LONG, MASK) == 0) {
        return 0;
      }
      int count = info.get(JAVA_INT, SET_LENGTH);
      if (count < 0 || count > MOST) {
        throw failed(Errno.EOVERFLOW);
      }
      return count;
    }

    /** Asks; false when the interface does not know the command, or is not there. */
    boolean ask(int command, MemorySegment question) {
      question.set(JAVA_INT, 0, command);
      request.set(ADDRESS, DATA, question);
      if (possible && ioctl() >= 0) {
        return true;
      }
      Errno errno = possible ? state.errno() : Errno.ENODEV;
      if (errno.equals(Errno.EOPNOTSUPP) || errno.equals(Errno.ENODEV)) {
        return false;
      }
      throw failed(errno);
    }

    LinuxException failed(Errno errno) {
      return new LinuxException("ioctl SIOCETHTOOL", errno, name);
    }

    private int ioctl() {
      return (int) IOCTL.call(state, descriptor, SIOCETHTOOL, request.address());
    }

    @Override
    public void close() {
      Libc.close(descriptor);
      arena.close();
    }
  }
}
