package org.atlasagent.source.procfs;

import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The auxiliary vector of a process, {@code /proc/self/auxv}: what the kernel told it when it
 * started, in pairs of 64-bit numbers. See getauxval(3).
 */
public final class Auxv {
  private static final long AT_NULL = 0;
  private static final long AT_PAGESZ = 6;
  private static final int PAIR = 2 * Long.BYTES;

  private Auxv() {}

  /** The bytes in a page of memory; empty when there is no file, or it does not say. */
  public static OptionalLong pageSize(KernelFile auxv) {
    Optional<Fields> fields = auxv.read();
    return fields.isPresent() ? parsePageSize(fields.get()) : OptionalLong.empty();
  }

  static OptionalLong parsePageSize(Fields fields) {
    for (int pair = 0; pair + PAIR <= fields.length(); pair += PAIR) {
      long type = fields.littleEndian(pair);
      if (type == AT_PAGESZ) {
        return OptionalLong.of(fields.littleEndian(pair + Long.BYTES));
      }
      if (type == AT_NULL) {
        break;
      }
    }
    return OptionalLong.empty();
  }
}
