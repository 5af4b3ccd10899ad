package org.atlasagent.source.netlink;

/** The address family of a socket or of an entry of a table. */
public enum IpFamily {
  /** AF_INET. */
  V4(2, "v4"),
  /** AF_INET6. */
  V6(10, "v6");

  private final int code;
  private final String title;

  IpFamily(int code, String title) {
    this.code = code;
    this.title = title;
  }

  /** The kernel's number for it. */
  int code() {
    return code;
  }

  /** How people call it: {@code v4} or {@code v6}. */
  public String title() {
    return title;
  }
}
