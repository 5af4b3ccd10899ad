package org.atlasagent.source.host;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The address of a message bus, as an operator writes it. See the D-Bus specification, "Server
 * Addresses".
 */
public final class BusAddress {
  private static final String UNIX = "unix:";
  private static final String PATH = "path=";

  private BusAddress() {}

  /**
   * The first socket with a path that an address names; empty when it names none. Abstract sockets
   * and other ways to a bus cannot be used.
   *
   * @param address such as {@code unix:path=/run/dbus/system_bus_socket}
   */
  public static Optional<Path> socket(String address) {
    for (String place : address.split(";", -1)) {
      if (place.startsWith(UNIX)) {
        for (String parameter : place.substring(UNIX.length()).split(",", -1)) {
          if (parameter.startsWith(PATH)) {
            return path(parameter.substring(PATH.length()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> path(String value) {
    try {
      return Optional.of(Path.of(plain(value)));
    } catch (IllegalArgumentException noPath) {
      return Optional.empty();
    }
  }

  /** Without the escapes, {@code %} and two hexadecimal digits, of ASCII characters. */
  private static String plain(String value) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (character == '%' && i + 2 < value.length()) {
        character = (char) Integer.parseInt(value, i + 1, i + 3, 16);
        i += 2;
      }
      plain.append(character);
    }
    return plain.toString();
  }
}
