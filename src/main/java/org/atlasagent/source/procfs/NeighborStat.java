package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;

/**
 * The known columns of {@code /proc/net/stat/arp_cache} (IPv4) and {@code ndisc_cache} (IPv6): what
 * the tables of neighbours had to do, summed over the processors. Running totals; a column that
 * this kernel does not have is absent.
 */
public enum NeighborStat {
  TABLE_FULLS("table_fulls"),
  FORCED_GC_RUNS("forced_gc_runs"),
  UNRESOLVED_DISCARDS("unresolved_discards"),
  RES_FAILED("res_failed"),
  HASH_GROWS("hash_grows");

  private static final Keys<NeighborStat> KEYS = Keys.of(NeighborStat.class, key -> key.column);

  private final String column;

  NeighborStat(String column) {
    this.column = column;
  }

  /** Reads the file; empty when there is none. */
  public static Optional<Values<NeighborStat>> read(KernelFile stat) {
    return stat.read().map(NeighborStat::parse);
  }

  static Values<NeighborStat> parse(Fields fields) {
    return Tables.linePerCpu(KEYS, fields);
  }
}
