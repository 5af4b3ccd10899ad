package org.atlasagent.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port of it.
 *
 * @param host an IPv4 address, an IPv6 address without brackets, or a name
 * @param port 1 to 65535
 */
record HostAndPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+)):([0-9]{1,5})");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*)");
  private static final Pattern DOTTED = Pattern.compile("[0-9.]+");
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Understands {@code host:port}, an IPv6 address in brackets.
   *
   * @return empty when it has another form
   * @throws IllegalArgumentException when what stands in brackets is no IPv6 address
   */
  static Optional<HostAndPort> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(3));
    String bracketed = matcher.group(1);
    if (bracketed == null) {
      return Optional.of(new HostAndPort(matcher.group(2), port));
    }
    if (!bracketed.contains(":")) {
      throw new IllegalArgumentException("[" + bracketed + "] is no IPv6 address");
    }
    return Optional.of(new HostAndPort(bracketed, port));
  }

  /**
   * Checks both parts.
   *
   * @param protocol of the port, for the message
   * @throws IllegalArgumentException when one of them cannot be
   */
  static void require(String protocol, String host, int port) {
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "a %s port is 1 to %d, not %d".formatted(protocol, HIGHEST_PORT, port));
    }
    boolean sixth = host.contains(":");
    if (!sixth && !DOTTED.matcher(host).matches()) {
      if (!NAME.matcher(host).matches()) {
        throw new IllegalArgumentException("\"" + host + "\" is no host name");
      }
      return;
    }
    try {
      // A zone is known only where its interface is: the address is looked at without it.
      InetAddress _ = InetAddress.ofLiteral(host.replaceFirst("%.*", ""));
    } catch (IllegalArgumentException invalid) {
      throw new IllegalArgumentException(
          "\"" + host + "\" is no " + (sixth ? "IPv6" : "IPv4") + " address", invalid);
    }
  }

  /** A host as it stands before a port. */
  static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  @Override
  public String toString() {
    return bracketed(host) + ":" + port;
  }
}
