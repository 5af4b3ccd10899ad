package org.atlasagent.source.cgroup;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;

/** What the memory of a cgroup is used for: {@code memory.stat}. Amounts are in bytes. */
public final class MemoryStat {
  private static final Keys<Field> KEYS = Keys.of(Field.class, Field::kernelName);

  private MemoryStat() {}

  /** A known line of the file. */
  public enum Field {
    /** Memory that caches files, tmpfs and shared memory included. */
    FILE("file"),
    /** Memory that programs have allocated. */
    ANON("anon"),
    /** The part of it that lies in huge pages. */
    ANON_HUGE("anon_thp"),
    /** Files that programs have mapped. */
    FILE_MAPPED("file_mapped"),
    /** tmpfs and shared memory. */
    SHARED("shmem"),
    /** Page faults, a running total. */
    PAGE_FAULTS("pgfault"),
    /** Page faults for which a disk was read, a running total. */
    MAJOR_PAGE_FAULTS("pgmajfault");

    private final String kernelName;

    Field(String kernelName) {
      this.kernelName = kernelName;
    }

    String kernelName() {
      return kernelName;
    }
  }

  /** Reads the file; empty when there is none. */
  public static Optional<Values<Field>> read(KernelFile memoryStat) {
    return memoryStat.read().map(MemoryStat::parse);
  }

  static Values<Field> parse(Fields fields) {
    return FlatKeyed.parse(KEYS, fields);
  }
}
