package org.atlasagent.source.procfs;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;

/**
 * The processor times and process counts of {@code /proc/stat}; see proc_stat(5). Read every second
 * on machines of any size, so each reading overwrites the one before and makes no garbage: whoever
 * compares two readings copies what it needs of the first.
 */
@SuppressWarnings("EnumOrdinal") // a table of primitive numbers, with a place for each constant
public final class ProcStat {
  /** Linux can be built for 8192 processors; beyond this a number is no processor's. */
  private static final int CPU_LIMIT = 1 << 16;

  private static final CpuTimes.Time[] TIMES = CpuTimes.Time.values();
  private static final Keys<Count> KEYS = Keys.of(Count.class, Count::kernelName);

  private final KernelFile stat;
  private final Optional<ProcStat> present = Optional.of(this);
  private final CpuTimes all = new CpuTimes();
  private final CpuTimes cores = new CpuTimes();
  private final long[] counts = new long[KEYS.size()];
  private final boolean[] counted = new boolean[KEYS.size()];

  /** A number that has a line of its own. */
  public enum Count {
    /** Processes and threads that were started since the machine started. */
    PROCESSES("processes"),
    /** Tasks that run or could run. */
    RUNNING("procs_running"),
    /** Tasks that wait for a disk. */
    BLOCKED("procs_blocked");

    private final String kernelName;

    Count(String kernelName) {
      this.kernelName = kernelName;
    }

    String kernelName() {
      return kernelName;
    }
  }

  /** Nothing is read yet. */
  public ProcStat(KernelFile stat) {
    this.stat = stat;
  }

  /** Reads the file; empty when there is none. What was read before is overwritten. */
  public Optional<ProcStat> read() {
    Optional<Fields> fields = stat.read();
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    parse(fields.get());
    return present;
  }

  /** The times of all processors together: a table of one line, or of none where it is missing. */
  public CpuTimes all() {
    return all;
  }

  /** The times of each processor. */
  public CpuTimes cores() {
    return cores;
  }

  /** A number that has a line of its own; empty where this kernel does not give it. */
  public OptionalLong get(Count count) {
    int index = count.ordinal();
    return counted[index] ? OptionalLong.of(counts[index]) : OptionalLong.empty();
  }

  void parse(Fields fields) {
    all.clear();
    cores.clear();
    Arrays.fill(counted, false);
    while (fields.nextLine()) {
      if (fields.skipField("cpu")) {
        parseTimes(fields, all, 0);
      } else if (fields.skipText("cpu")) {
        parseTimes(fields, cores, cpuNumber(fields));
      } else if (fields.hasNext()) {
        parseCount(fields);
      }
    }
  }

  private static int cpuNumber(Fields fields) {
    long number = fields.number();
    if (number < 0 || number >= CPU_LIMIT) {
      throw fields.malformed("not the number of a processor: " + Long.toUnsignedString(number));
    }
    return (int) number;
  }

  private static void parseTimes(Fields fields, CpuTimes times, int cpu) {
    times.add(cpu);
    for (CpuTimes.Time time : TIMES) {
      times.set(cpu, time, fields.number());
    }
  }

  private void parseCount(Fields fields) {
    int index = fields.key(KEYS);
    if (index >= 0) {
      counts[index] = fields.number();
      counted[index] = true;
    }
  }
}
