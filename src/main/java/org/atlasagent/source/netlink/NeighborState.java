package org.atlasagent.source.netlink;

/** What is known about the way to a neighbour, with the kernel's bit (NUD_…) for it. */
public enum NeighborState {
  REACHABLE(0x02),
  STALE(0x04),
  DELAY(0x08),
  PROBE(0x10),
  FAILED(0x20),
  INCOMPLETE(0x01),
  PERMANENT(0x80);

  private final int bit;

  NeighborState(int bit) {
    this.bit = bit;
  }

  int bit() {
    return bit;
  }
}
