package org.atlasagent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An instance metadata service on a loopback address, version 2 as EC2 has it: whoever asks without
 * the token, or with a wrong one, is refused. What it answers can be replaced path by path.
 */
public final class MetadataServer implements AutoCloseable {
  /** The token; it must be seen nowhere but in requests. */
  public static final String TOKEN = "TOKEN-MARKER-4711==";

  /** A part of the credentials; it must be seen nowhere. */
  public static final String SECRET = "SECRET-MARKER-0815";

  /** The name of the role. */
  public static final String ROLE = "role+of=the,instance.@-_1";

  /** Where the token is. */
  public static final String TOKEN_PATH = "/latest/api/token";

  /** Where the name of the role is. */
  public static final String ROLE_PATH = "/latest/meta-data/iam/security-credentials/";

  private static final String HEADER = "X-aws-ec2-metadata-token";

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body, String location) {}

  /** Listens on a loopback address, such as {@code ::1}; has a role whose credentials are good. */
  public MetadataServer(String address) {
    this(address, 0);
  }

  /** Listens on an address and a port. */
  public MetadataServer(String address, int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answer(TOKEN_PATH, 200, TOKEN);
    answer(ROLE_PATH, 200, ROLE);
    answer(ROLE_PATH + ROLE, 200, credentials("2026-01-31T10:00:00Z", "2026-01-31T16:00:00Z"));
    server.createContext("/", this::handle);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.start();
  }

  /** Credentials of which all but the times is secret. */
  public static String credentials(String lastUpdated, String expiration) {
    return """
    {
      "Code" : "Success",
      "LastUpdated" : "%s",
      "Type" : "AWS-HMAC",
      "AccessKeyId" : "%s",
      "SecretAccessKey" : "%s",
      "Token" : "%s",
      "Expiration" : "%s"
    }\
    """
        .formatted(lastUpdated, SECRET, SECRET, SECRET, expiration);
  }

  /** The address as a variable of the environment gives it. */
  public String url() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return "http://%s:%d"
        .formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort());
  }

  /** Answers requests of a path so from now on. */
  public void answer(String path, int status, String body) {
    answers.put(path, new Answer(status, body, ""));
  }

  /** Answers requests of a path with a redirection from now on. */
  public void redirect(String path, String location) {
    answers.put(path, new Answer(302, "", location));
  }

  /** The requests until now: method, path, and the time to live that was asked for. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String ttl = exchange.getRequestHeaders().getFirst(HEADER + "-ttl-seconds");
      requests.add(exchange.getRequestMethod() + " " + path + (ttl == null ? "" : " " + ttl));
      Answer answer = isAllowed(exchange, path) ? answers.get(path) : new Answer(401, "", "");
      if (answer == null) {
        answer = new Answer(404, "", "");
      }
      if (!answer.location().isEmpty()) {
        exchange.getResponseHeaders().add("Location", answer.location());
      }
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static boolean isAllowed(HttpExchange exchange, String path) {
    return path.equals(TOKEN_PATH)
        ? exchange.getRequestMethod().equals("PUT")
        : TOKEN.equals(exchange.getRequestHeaders().getFirst(HEADER));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
