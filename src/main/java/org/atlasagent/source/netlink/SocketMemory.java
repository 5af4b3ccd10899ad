package org.atlasagent.source.netlink;

/** What the memory of a socket is used for, with its place in INET_DIAG_SKMEMINFO. */
public enum SocketMemory {
  /** SK_MEMINFO_RMEM_ALLOC: what was received and not yet read. */
  RECEIVE(0),
  /** SK_MEMINFO_WMEM_ALLOC: what was handed to the lower layers. */
  SEND(2),
  /** SK_MEMINFO_FWD_ALLOC: reserved, and not yet used. */
  FORWARD_ALLOC(4),
  /** SK_MEMINFO_WMEM_QUEUED: what was written and not yet acknowledged. */
  SEND_QUEUED(5),
  /** SK_MEMINFO_OPTMEM: options and filters. */
  OPTION(6),
  /** SK_MEMINFO_BACKLOG: what arrived while the socket was in use. */
  BACKLOG(7);

  private final int place;

  SocketMemory(int place) {
    this.place = place;
  }

  int place() {
    return place;
  }
}
