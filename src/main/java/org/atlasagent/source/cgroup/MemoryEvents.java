package org.atlasagent.source.cgroup;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;

/** How often a cgroup met the limits on its memory: {@code memory.events}. */
public final class MemoryEvents {
  private static final Keys<Field> KEYS = Keys.of(Field.class, Field::kernelName);

  private MemoryEvents() {}

  /** A running total since the cgroup was made. */
  public enum Field {
    /** Times at which the use was about to go over {@code memory.max}. */
    MAX("max");

    private final String kernelName;

    Field(String kernelName) {
      this.kernelName = kernelName;
    }

    String kernelName() {
      return kernelName;
    }
  }

  /** Reads the file; empty when there is none. */
  public static Optional<Values<Field>> read(KernelFile memoryEvents) {
    return memoryEvents.read().map(MemoryEvents::parse);
  }

  static Values<Field> parse(Fields fields) {
    return FlatKeyed.parse(KEYS, fields);
  }
}
