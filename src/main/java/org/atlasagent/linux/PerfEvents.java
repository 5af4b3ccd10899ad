package org.atlasagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * Counters of events on one processor, whoever runs on it: perf_event_open(2). A counter is a file
 * descriptor, which the one who opens it closes. Used by one thread.
 */
public final class PerfEvents {
  /** struct perf_event_attr as it was at first (PERF_ATTR_SIZE_VER0): enough to count. */
  static final StructLayout ATTRIBUTES =
      MemoryLayout.structLayout(
          JAVA_INT.withName("type"),
          JAVA_INT.withName("size"),
          JAVA_LONG.withName("config"),
          JAVA_LONG.withName("sample_period"),
          JAVA_LONG.withName("sample_type"),
          JAVA_LONG.withName("read_format"),
          JAVA_LONG.withName("flags"),
          JAVA_INT.withName("wakeup_events"),
          JAVA_INT.withName("bp_type"),
          JAVA_LONG.withName("config1"));

  /** What a read gives in the format that is asked for. */
  static final StructLayout READING =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("value"),
          JAVA_LONG.withName("time_enabled"),
          JAVA_LONG.withName("time_running"));

  private static final long TYPE = offset(ATTRIBUTES, "type");
  private static final long SIZE = offset(ATTRIBUTES, "size");
  private static final long CONFIG = offset(ATTRIBUTES, "config");
  private static final long READ_FORMAT = offset(ATTRIBUTES, "read_format");
  private static final long FLAGS = offset(ATTRIBUTES, "flags");
  private static final long VALUE = offset(READING, "value");
  private static final long ENABLED = offset(READING, "time_enabled");
  private static final long RUNNING = offset(READING, "time_running");

  private static final long FORMAT_TOTAL_TIME_ENABLED_AND_RUNNING = 1 | 2;
  private static final long FLAG_INHERIT = 1 << 1;
  private static final long FD_CLOEXEC = 8;
  private static final int EVERY_PROCESS = -1;
  private static final int NO_GROUP = -1;

  private static final long NUMBER_ON_X86_64 = 298;

  /** The number on aarch64, and on every machine with the generic table of system calls. */
  private static final long NUMBER_ELSEWHERE = 241;

  // The C library has no function for it.
  private static final CFunction SYSCALL = CFunction.named("syscall");
  private static final CFunction READ = CFunction.named("read");

  private final Arena arena = Arena.ofAuto();
  private final CallState state = new CallState(arena);
  private final MemorySegment attributes = arena.allocate(ATTRIBUTES);
  private final MemorySegment reading = arena.allocate(READING);
  private final long number = Machine.name().equals("x86_64") ? NUMBER_ON_X86_64 : NUMBER_ELSEWHERE;

  /**
   * Begins to count.
   *
   * @param type the kind of event, such as PERF_TYPE_HARDWARE
   * @param config the event of that kind
   * @param cpu the processor
   * @return the file descriptor of the counter
   * @throws LinuxException when the call fails
   */
  public int open(int type, long config, int cpu) {
    attributes.fill((byte) 0);
    attributes.set(JAVA_INT, TYPE, type);
    attributes.set(JAVA_INT, SIZE, (int) ATTRIBUTES.byteSize());
    attributes.set(JAVA_LONG, CONFIG, config);
    attributes.set(JAVA_LONG, READ_FORMAT, FORMAT_TOTAL_TIME_ENABLED_AND_RUNNING);
    attributes.set(JAVA_LONG, FLAGS, FLAG_INHERIT);
    int descriptor = (int) perfEventOpen(cpu);
    if (descriptor < 0) {
      throw new LinuxException(
          "perf_event_open",
          state.errno(),
          "event %d of type %d on CPU %d".formatted(config, type, cpu));
    }
    return descriptor;
  }

  /**
   * Reads a counter; what was read is kept until the next reading.
   *
   * @return false when it counts nothing any more
   * @throws LinuxException when the call fails
   */
  public boolean read(int descriptor) {
    long bytes = READ.call(state, descriptor, reading.address(), READING.byteSize());
    if (bytes < 0) {
      throw new LinuxException("read", state.errno(), "perf event " + descriptor);
    }
    return bytes == READING.byteSize();
  }

  /** Events that were counted, as of the last reading. */
  public long value() {
    return reading.get(JAVA_LONG, VALUE);
  }

  /** Nanoseconds since the counter was opened, as of the last reading. */
  public long enabledNanos() {
    return reading.get(JAVA_LONG, ENABLED);
  }

  /** Nanoseconds in which the processor had a register for it, as of the last reading. */
  public long runningNanos() {
    return reading.get(JAVA_LONG, RUNNING);
  }

  /** Ends a counter. */
  public void close(int descriptor) {
    Libc.close(descriptor);
  }

  private long perfEventOpen(int cpu) {
    return SYSCALL.call(
        state, number, attributes.address(), EVERY_PROCESS, cpu, NO_GROUP, FD_CLOEXEC);
  }

  private static long offset(StructLayout layout, String field) {
    return layout.byteOffset(PathElement.groupElement(field));
  }
}
