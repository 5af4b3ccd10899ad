package org.atlasagent.linux;

/** An address family in which there are datagram sockets: sys/socket.h. */
enum SocketFamily {
  /** Paths of this machine: unix(7). */
  AF_UNIX(1),
  /** IPv4: ip(7). */
  AF_INET(2),
  /** IPv6: ipv6(7). */
  AF_INET6(10);

  static final int SOCK_CLOEXEC = 0x80000;

  private static final int SOCK_DGRAM = 2;

  private static final CFunction SOCKET = CFunction.named("socket");

  private final int number;

  SocketFamily(int number) {
    this.number = number;
  }

  /** As an address begins with it. */
  short number() {
    return (short) number;
  }

  /**
   * Makes a datagram socket that is closed on exec.
   *
   * @param flags beside that, such as SOCK_NONBLOCK
   * @return its descriptor
   * @throws LinuxException when the process can have no further one, or none of this family
   */
  int open(CallState state, int flags) {
    int opened = socket(state, SOCK_DGRAM | SOCK_CLOEXEC | flags);
    if (opened < 0) {
      throw new LinuxException("socket", state.errno(), this + ", SOCK_DGRAM");
    }
    return opened;
  }

  private int socket(CallState state, int type) {
    return (int) SOCKET.call(state, number, type, 0);
  }
}
