package org.atlasagent.source.netlink;

import java.util.Optional;

/**
 * How many neighbours of an address family are in each state: RTM_GETNEIGH. Those that need no
 * resolution (NUD_NOARP) and those that nobody asked for yet (NUD_NONE) do not count, as in {@code
 * /proc/net/arp}.
 */
public final class Neighbors {
  private static final NeighborState[] STATES = NeighborState.values();

  private final Sums<NeighborState> counts = new Sums<>(NeighborState.class);

  private Neighbors() {}

  /** Asks for the neighbours of a family. */
  public static Answer<Neighbors> read(Netlink netlink, IpFamily family) {
    DumpRequest request = DumpRequest.neighbors(family);
    Counter counter = new Counter(request.source(), family);
    Optional<String> refusal = netlink.dump(request, counter);
    return refusal.isPresent()
        ? new Answer.Refused<>(refusal.get())
        : new Answer.Given<>(counter.neighbors);
  }

  /** The neighbours in a state. */
  public long in(NeighborState state) {
    return counts.get(state);
  }

  private void add(int bits) {
    for (NeighborState state : STATES) {
      if ((bits & state.bit()) != 0) {
        counts.add(state, 1);
        return;
      }
    }
  }

  /** Counts the entries of a dump. */
  private static final class Counter implements MessageConsumer {
    private final NeighborMessage neighbor;
    private final IpFamily family;
    private Neighbors neighbors = new Neighbors();

    Counter(String source, IpFamily family) {
      neighbor = new NeighborMessage(source);
      this.family = family;
    }

    @Override
    public void begin() {
      neighbors = new Neighbors();
    }

    @Override
    public boolean message(byte[] bytes, int offset, int length) {
      neighbor.reset(bytes, offset, length);
      if (neighbor.isOf(family)) {
        neighbors.add(neighbor.state());
      }
      return true;
    }
  }
}
