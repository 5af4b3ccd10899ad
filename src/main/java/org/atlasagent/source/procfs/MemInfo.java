package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;

/**
 * The use of memory: {@code /proc/meminfo}, in kB, which here are 1024 bytes. See proc_meminfo(5).
 */
public final class MemInfo {
  private static final Keys<Field> KEYS = Keys.of(Field.class, Field::kernelName);

  private MemInfo() {}

  /** A line of the file. */
  public enum Field {
    MEM_TOTAL("MemTotal"),
    MEM_FREE("MemFree"),
    /** What new programs could have without swapping; since Linux 3.14. */
    MEM_AVAILABLE("MemAvailable"),
    BUFFERS("Buffers"),
    CACHED("Cached"),
    SHARED("Shmem"),
    SWAP_TOTAL("SwapTotal"),
    SWAP_FREE("SwapFree");

    private final String kernelName;

    Field(String kernelName) {
      this.kernelName = kernelName;
    }

    String kernelName() {
      return kernelName;
    }
  }

  /** Reads the file, in kB; empty when there is none. */
  public static Optional<Values<Field>> read(KernelFile meminfo) {
    return meminfo.read().map(MemInfo::parse);
  }

  static Values<Field> parse(Fields fields) {
    Values.Builder<Field> values = new Values.Builder<>(KEYS);
    while (fields.nextLine()) {
      if (!fields.hasNext()) {
        continue;
      }
      int field = fields.keyBeforeColon(KEYS);
      if (field >= 0) {
        values.set(field, fields.number());
        if (!fields.skipField("kB")) {
          throw fields.malformed("not in kB");
        }
      }
    }
    return values.build();
  }
}
