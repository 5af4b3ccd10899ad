package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The IPv6 routes of all routing tables: {@code /proc/net/rt6_stats}, one line of hexadecimal
 * numbers. Without IPv6 there is no such file.
 *
 * @param routes the fourth number: routes, those to the host's own addresses included
 */
public record Rt6Stats(long routes) {
  private static final int COLUMNS_BEFORE_ROUTES = 3;

  /** Reads the file; empty when there is none. */
  public static Optional<Rt6Stats> read(KernelFile rt6Stats) {
    return rt6Stats.read().map(Rt6Stats::parse);
  }

  static Rt6Stats parse(Fields fields) {
    fields.requireLine("the numbers of nodes and routes");
    fields.skip(COLUMNS_BEFORE_ROUTES);
    return new Rt6Stats(fields.hex());
  }
}
