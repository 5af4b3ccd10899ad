package org.atlasagent.source.cgroup;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;

/**
 * The cgroup of a service: its memory, its CPU time and its processes, each from a file of its own
 * that is absent where the kernel does not account for it. See cgroups(7).
 */
public final class ServiceCgroup implements AutoCloseable {
  private static final String USAGE_MICROS = "usage_usec";

  private final KernelFile memoryCurrent;
  private final KernelFile cpuStat;
  private final CgroupProcesses processes;

  /**
   * Opens nothing yet.
   *
   * @param files the roots
   * @param directory the cgroup's directory, below the host's root
   */
  public ServiceCgroup(KernelFiles files, String directory) {
    memoryCurrent = files.host(directory + "/memory.current");
    cpuStat = files.host(directory + "/cpu.stat");
    processes = new CgroupProcesses(files, directory);
  }

  /** {@code memory.current}: bytes; absent while memory is not accounted for. */
  public OptionalLong memoryBytes() {
    Optional<Fields> fields = memoryCurrent.read();
    return fields.isPresent() ? OptionalLong.of(parseMemory(fields.get())) : OptionalLong.empty();
  }

  /** {@code usage_usec} of {@code cpu.stat}: CPU time in microseconds. */
  public OptionalLong cpuMicros() {
    Optional<Fields> fields = cpuStat.read();
    return fields.isPresent() ? parseCpu(fields.get()) : OptionalLong.empty();
  }

  /**
   * Changes when what {@link #cpuMicros} tells is of a new cgroup, which was made at the same
   * place.
   */
  public int generation() {
    return cpuStat.openings();
  }

  /** Hands each process of the cgroup, and of those below it, to a consumer. */
  public void forEachProcess(LongConsumer consumer) {
    processes.forEach(consumer);
  }

  static long parseMemory(Fields fields) {
    fields.requireLine("a number of bytes");
    return fields.number();
  }

  static OptionalLong parseCpu(Fields fields) {
    while (fields.nextLine()) {
      if (fields.skipField(USAGE_MICROS)) {
        return OptionalLong.of(fields.number());
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    memoryCurrent.close();
    cpuStat.close();
    processes.close();
  }
}
