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

  /**
   * Understands {@code host:port}, an IPv6 address in brackets.
   *
   * @throws IllegalArgumentException when it is not that
   */
  public static PageLocation parse(String text) {
    OutputLocation same = OutputLocation.parse("udp://" + text);
    if (same instanceof OutputLocation.Udp(String host, int port)) {
      return new PageLocation(host, port);
    }
    throw new IllegalArgumentException("no host and port: " + text);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
