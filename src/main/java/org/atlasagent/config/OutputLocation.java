package org.atlasagent.config;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the lines go. Its text is the one that {@link #parse} takes. */
public sealed interface OutputLocation {
  /** The forms of a location, for messages and help. */
  String FORMS = "unix, unix:///path, udp, udp://host:port, stdout, stderr, file:///path or none";

  /** The socket that spectatord listens on by default. */
  OutputLocation DEFAULT = new UnixSocket(Path.of("/run/spectatord/spectatord.unix"));

  /**
   * Understands a location as the operator writes it.
   *
   * @throws IllegalArgumentException when it is none; the message says what is possible
   */
  static OutputLocation parse(String text) {
    return switch (text) {
      case "unix" -> DEFAULT;
      case "udp" -> new Udp("::1", 1234);
      case "stdout" -> new StandardOutput();
      case "stderr" -> new StandardError();
      case "none" -> new Nowhere();
      default -> parseUrl(text);
    };
  }

  private static OutputLocation parseUrl(String text) {
    if (text.startsWith(UnixSocket.SCHEME)) {
      return new UnixSocket(Path.of(text.substring(UnixSocket.SCHEME.length())));
    }
    if (text.startsWith(File.SCHEME)) {
      return new File(Path.of(text.substring(File.SCHEME.length())));
    }
    if (text.startsWith(Udp.SCHEME)) {
      return Udp.parse(text.substring(Udp.SCHEME.length()));
    }
    throw new IllegalArgumentException("\"" + text + "\" is no output location: use " + FORMS);
  }

  /**
   * A unix datagram socket.
   *
   * @param path absolute, at most 107 bytes
   */
  record UnixSocket(Path path) implements OutputLocation {
    private static final String SCHEME = "unix://";
    private static final int LONGEST_PATH = 107;

    public UnixSocket {
      requireAbsolute(SCHEME, path);
      int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_PATH) {
        throw new IllegalArgumentException(
            "the path of a unix socket has at most %d bytes, this one has %d: %s"
                .formatted(LONGEST_PATH, bytes, path));
      }
    }

    @Override
    public String toString() {
      return SCHEME + path;
    }
  }

  /**
   * A UDP port.
   *
   * @param host an IPv4 address, an IPv6 address without brackets, or a name
   * @param port 1 to 65535
   */
  record Udp(String host, int port) implements OutputLocation {
    private static final String SCHEME = "udp://";
    private static final Pattern HOST_AND_PORT =
        Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*)");
    private static final Pattern DOTTED = Pattern.compile("[0-9.]+");
    private static final int HIGHEST_PORT = 65_535;

    public Udp {
      if (port < 1 || port > HIGHEST_PORT) {
        throw new IllegalArgumentException("a UDP port is 1 to 65535, not " + port);
      }
      requireHost(host);
    }

    private static Udp parse(String text) {
      Matcher matcher = HOST_AND_PORT.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "\"udp://%s\" is no output location: use udp://host:port, an IPv6 address in brackets"
                .formatted(text));
      }
      int port = Integer.parseInt(matcher.group(3));
      String bracketed = matcher.group(1);
      if (bracketed == null) {
        return new Udp(matcher.group(2), port);
      }
      if (!bracketed.contains(":")) {
        throw new IllegalArgumentException("[" + bracketed + "] is no IPv6 address");
      }
      return new Udp(bracketed, port);
    }

    private static void requireHost(String host) {
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

    @Override
    public String toString() {
      return SCHEME + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** The standard output. */
  record StandardOutput() implements OutputLocation {
    @Override
    public String toString() {
      return "stdout";
    }
  }

  /** The standard error. */
  record StandardError() implements OutputLocation {
    @Override
    public String toString() {
      return "stderr";
    }
  }

  /**
   * A file that is appended to, and made when it is missing.
   *
   * @param path absolute
   */
  record File(Path path) implements OutputLocation {
    private static final String SCHEME = "file://";

    public File {
      requireAbsolute(SCHEME, path);
    }

    @Override
    public String toString() {
      return SCHEME + path;
    }
  }

  /** Nowhere: all lines are discarded. */
  record Nowhere() implements OutputLocation {
    @Override
    public String toString() {
      return "none";
    }
  }

  private static void requireAbsolute(String scheme, Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "\"%s%s\" needs an absolute path: %s/path".formatted(scheme, path, scheme));
    }
  }
}
