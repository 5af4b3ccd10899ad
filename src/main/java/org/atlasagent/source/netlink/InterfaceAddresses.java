package org.atlasagent.source.netlink;

import java.util.OptionalLong;

/**
 * The addresses of one family that a network interface has: how many are in each state, and how
 * soon the first of the global ones ends, in seconds.
 */
public final class InterfaceAddresses {
  private final int interfaceIndex;
  private final Sums<AddressState> counts = new Sums<>(AddressState.class);
  private OptionalLong shortestPreferred = OptionalLong.empty();
  private OptionalLong shortestValid = OptionalLong.empty();

  InterfaceAddresses(int interfaceIndex) {
    this.interfaceIndex = interfaceIndex;
  }

  /** The kernel's number for the interface. */
  public int interfaceIndex() {
    return interfaceIndex;
  }

  /** The addresses in a state. */
  public long in(AddressState state) {
    return counts.get(state);
  }

  /** The shortest preferred lifetime of a global address; empty when none ends. */
  public OptionalLong shortestPreferredSeconds() {
    return shortestPreferred;
  }

  /** The shortest valid lifetime of a global address; empty when none ends. */
  public OptionalLong shortestValidSeconds() {
    return shortestValid;
  }

  void add(AddressMessage address) {
    counts.add(address.state(), 1);
    if (address.isGlobal()) {
      shortestPreferred = shorter(shortestPreferred, address.preferredSeconds());
      shortestValid = shorter(shortestValid, address.validSeconds());
    }
  }

  private static OptionalLong shorter(OptionalLong one, OptionalLong other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return one.getAsLong() <= other.getAsLong() ? one : other;
  }
}
