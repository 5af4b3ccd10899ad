package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * How many TCP sockets are in each state: the lines of {@code /proc/net/tcp} or {@code
 * /proc/net/tcp6}, which list the sockets of one address family. A host may have hundreds of
 * thousands, so the file is read in pieces and only counted.
 */
public final class TcpSockets {
  /** A connection of which only the request is known; the file shows it as a SYN_RECV. */
  private static final int NEW_SYN_RECV = 12;

  private static final int STATES = 13;

  private final long[] counts = new long[STATES];

  private TcpSockets() {}

  /** Reads the file; empty when there is none. */
  public static Optional<TcpSockets> read(KernelFile tcp) {
    return tcp.stream().map(TcpSockets::parse);
  }

  static TcpSockets parse(Fields fields) {
    fields.requireLine("the names of columns");
    int column = 0;
    while (!fields.skipField("st")) {
      fields.skip(1);
      column++;
    }
    TcpSockets sockets = new TcpSockets();
    while (fields.nextLine()) {
      fields.skip(column);
      sockets.add(fields.hex());
    }
    return sockets;
  }

  /** Counts a socket; one in a state that is not known is left out. */
  private void add(long state) {
    if (state > 0 && state < STATES) {
      counts[(int) state]++;
    }
  }

  /** The sockets in a state. */
  public long in(TcpState state) {
    long count = counts[state.code()];
    return state == TcpState.SYN_RECV ? count + counts[NEW_SYN_RECV] : count;
  }
}
