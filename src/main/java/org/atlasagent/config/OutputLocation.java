package org.atlasagent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the lines go. Its text is the one that {@link #parse} takes. */
public sealed interface OutputLocation {
  /** The forms of a location, for messages and help. */
  String FORMS =
      "unix, unix:///path, udp, udp://host:port, stdout, stderr, file:///path, atlas:URL or none";

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
    if (text.startsWith(Atlas.SCHEME)) {
      return Atlas.parse(text.substring(Atlas.SCHEME.length()));
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

    public Udp {
      HostAndPort.require("UDP", host, port);
    }

    private static Udp parse(String text) {
      HostAndPort parts =
          HostAndPort.parse(text)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "\"udp://%s\" is no output location: use udp://host:port, an IPv6 address in"
                              .formatted(text)
                          + " brackets"));
      return new Udp(parts.host(), parts.port());
    }

    @Override
    public String toString() {
      return SCHEME + new HostAndPort(host, port);
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

  /**
   * The publish API of an Atlas backend.
   *
   * @param encrypted whether it is https
   * @param host an IPv4 address, an IPv6 address without brackets, or a name
   * @param port 1 to 65535
   * @param path of the API, absolute
   */
  record Atlas(boolean encrypted, String host, int port, String path) implements OutputLocation {
    private static final String SCHEME = "atlas:";
    private static final String PATH = "/api/v1/publish";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    public Atlas {
      HostAndPort.require("TCP", host, port);
    }

    /** No message repeats the URL before it is known to hold no password. */
    private static Atlas parse(String text) {
      if (!text.chars().allMatch(c -> c > ' ' && c <= '~')) {
        throw notAUrl();
      }
      URI url;
      try {
        url = new URI(text);
      } catch (URISyntaxException invalid) {
        throw notAUrl();
      }
      boolean encrypted = "https".equals(url.getScheme());
      if (!encrypted && !"http".equals(url.getScheme())) {
        throw notAUrl();
      }
      if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
        throw new IllegalArgumentException(
            "a URL of Atlas has no user and no password: every user of the machine could read them");
      }
      if (url.getRawQuery() != null || url.getRawFragment() != null) {
        throw new IllegalArgumentException("a URL of Atlas has no query and no fragment");
      }
      String host = url.getHost();
      if (host == null) {
        throw notAUrl();
      }
      int port = url.getPort() == -1 ? standardPort(encrypted) : url.getPort();
      String path = url.getRawPath().isEmpty() ? PATH : url.getRawPath();
      return new Atlas(encrypted, host.replaceAll("^\\[|]$", ""), port, path);
    }

    private static IllegalArgumentException notAUrl() {
      return new IllegalArgumentException(
          "no URL of Atlas: use atlas:http://host:port/api/v1/publish or https, an IPv6 address in"
              + " brackets");
    }

    private static int standardPort(boolean encrypted) {
      return encrypted ? HTTPS_PORT : HTTP_PORT;
    }

    /** Host and port as a URL has them; without the port where it is the usual one. */
    public String authority() {
      return port == standardPort(encrypted)
          ? HostAndPort.bracketed(host)
          : new HostAndPort(host, port).toString();
    }

    @Override
    public String toString() {
      return SCHEME + (encrypted ? "https://" : "http://") + authority() + path;
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
