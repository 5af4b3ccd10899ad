package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;

/**
 * The known columns of {@code /proc/net/stat/nf_conntrack}: connections that the tracker of both IP
 * versions could not keep, summed over the processors. Running totals; a column that this kernel
 * does not have is absent, and so is the file without the tracker.
 */
public enum ConntrackStat {
  INSERT_FAILED("insert_failed"),
  DROP("drop"),
  EARLY_DROP("early_drop"),
  SEARCH_RESTART("search_restart");

  private static final Keys<ConntrackStat> KEYS = Keys.of(ConntrackStat.class, key -> key.column);

  private final String column;

  ConntrackStat(String column) {
    this.column = column;
  }

  /** Reads the file; empty when there is none. */
  public static Optional<Values<ConntrackStat>> read(KernelFile stat) {
    return stat.read().map(ConntrackStat::parse);
  }

  static Values<ConntrackStat> parse(Fields fields) {
    return Tables.linePerCpu(KEYS, fields);
  }
}
