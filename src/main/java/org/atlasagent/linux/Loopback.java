package org.atlasagent.linux;

/** An address by which a machine reaches itself. */
public enum Loopback {
  /** That of IPv6: RFC 4291, section 2.5.3. */
  V6(SocketFamily.AF_INET6, "[::1]"),
  /** That of IPv4: RFC 1122, section 3.2.1.3. */
  V4(SocketFamily.AF_INET, "127.0.0.1");

  private final SocketFamily family;
  private final String text;

  Loopback(SocketFamily family, String text) {
    this.family = family;
    this.text = text;
  }

  SocketFamily family() {
    return family;
  }

  /** As it stands in a socket's address. */
  byte[] bytes() {
    if (this == V4) {
      return new byte[] {127, 0, 0, 1};
    }
    byte[] sixth = new byte[16];
    sixth[15] = 1;
    return sixth;
  }

  /** The address with a port, such as {@code [::1]:323}. */
  public String withPort(int port) {
    return text + ":" + port;
  }
}
