package org.atlasagent.config;

import java.util.List;

/**
 * An address at which the page is served.
 *
 * @param host an IPv4 address, an IPv6 address without brackets, or a name
 * @param port of TCP; 0 for any that is free
 */
public record PageLocation(String host, int port) {
  /** This machine only, over both IP versions. */
  public static final List<PageLocation> DEFAULT =
      List.of(new PageLocation("::1", 7101), new PageLocation("127.0.0.1", 7101));

  /**
   * Understands {@code host:port}, an IPv6 address in brackets.
   *
   * @throws IllegalArgumentException when it is not that
   */
  public static PageLocation parse(String text) {
    HostAndPort parts =
        HostAndPort.parse(text)
            .orElseThrow(() -> new IllegalArgumentException("no host and port: " + text));
    HostAndPort.require("TCP", parts.host(), parts.port());
    return new PageLocation(parts.host(), parts.port());
  }

  @Override
  public String toString() {
    return new HostAndPort(host, port).toString();
  }
}
