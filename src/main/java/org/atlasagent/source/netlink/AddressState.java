package org.atlasagent.source.netlink;

/** Whether an address can be used, with the kernel's flag (IFA_F_…) for it. */
public enum AddressState {
  /** Another host has it: IFA_F_DADFAILED. */
  DAD_FAILED(0x08),
  /** It is still being looked whether another host has it: IFA_F_TENTATIVE. */
  TENTATIVE(0x40),
  /** Good for open connections, not for new ones: IFA_F_DEPRECATED. */
  DEPRECATED(0x20),
  /** Good for everything. */
  PREFERRED(0);

  private static final AddressState[] BY_PRECEDENCE = values();

  private final int flag;

  AddressState(int flag) {
    this.flag = flag;
  }

  /** Flags combine; the first of these states wins. */
  static AddressState of(long flags) {
    for (AddressState state : BY_PRECEDENCE) {
      if ((flags & state.flag) != 0) {
        return state;
      }
    }
    return PREFERRED;
  }
}
