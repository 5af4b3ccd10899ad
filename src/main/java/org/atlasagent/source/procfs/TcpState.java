package org.atlasagent.source.procfs;

/** A state of a TCP socket, with the number by which the kernel calls it. */
public enum TcpState {
  ESTABLISHED(1),
  SYN_SENT(2),
  SYN_RECV(3),
  FIN_WAIT1(4),
  FIN_WAIT2(5),
  TIME_WAIT(6),
  CLOSE(7),
  CLOSE_WAIT(8),
  LAST_ACK(9),
  LISTEN(10),
  CLOSING(11);

  private final int code;

  TcpState(int code) {
    this.code = code;
  }

  /** The kernel's number for it. */
  public int code() {
    return code;
  }
}
