package org.atlasagent.config;

import java.util.List;

/**
 * An address at which the page is served.
 *
 * @param host an IPv4 address, an IPv6 address without brackets, or a name
 * @param port of TCP, 1 to 65535
 */
public record PageLocation(String host, int port) {
  /** This machine only, over both IP versions. */
  public static final List<PageLocation> DEFAULT =
      List.of(new PageLocation("::1", 7101), new PageLocation("127.0.0.1", 7101));

  public PageLocation {
    HostAndPort.require("TCP", host, port);
  }

  /**
   * Understands {@code host:port}, an IPv6 address in brackets.
   *
   * @throws IllegalArgumentException when it is not that
   */
  public static PageLocation parse(String text) {
    HostAndPort parts =
        HostAndPort.parse(text)
            .orElseThrow(() -> new IllegalArgumentException("no host and port: " + text));
    return new PageLocation(parts.host(), parts.port());
  }

  @Override
  public String toString() {
    return new HostAndPort(host, port).toString();
  }
}
