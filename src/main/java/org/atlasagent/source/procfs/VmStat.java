package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;

/** The running totals of paging and swapping: {@code /proc/vmstat}. See proc_vmstat(5). */
public final class VmStat {
  private static final Keys<Field> KEYS = Keys.of(Field.class, Field::kernelName);

  private VmStat() {}

  /** A line of the file. */
  public enum Field {
    /** KiB read from block devices. */
    PAGED_IN_KIB("pgpgin"),
    /** KiB written to block devices. */
    PAGED_OUT_KIB("pgpgout"),
    SWAPPED_IN_PAGES("pswpin"),
    SWAPPED_OUT_PAGES("pswpout");

    private final String kernelName;

    Field(String kernelName) {
      this.kernelName = kernelName;
    }

    String kernelName() {
      return kernelName;
    }
  }

  /** Reads the file; empty when there is none. */
  public static Optional<Values<Field>> read(KernelFile vmstat) {
    return vmstat.read().map(VmStat::parse);
  }

  static Values<Field> parse(Fields fields) {
    Values.Builder<Field> values = new Values.Builder<>(KEYS);
    while (fields.nextLine()) {
      if (!fields.hasNext()) {
        continue;
      }
      int field = fields.key(KEYS);
      if (field >= 0) {
        values.set(field, fields.number());
      }
    }
    return values.build();
  }
}
