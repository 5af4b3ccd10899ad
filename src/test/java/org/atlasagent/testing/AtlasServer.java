package org.atlasagent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The publish API of Atlas on a loopback address. It judges each request by what the backend's own
 * rules say, more strictly where those are lenient, and keeps what is wrong as flaws.
 */
public final class AtlasServer implements AutoCloseable {
  /** Where the API is. */
  public static final String PATH = "/api/v1/publish";

  private static final int STEP_MILLIS = 5000;
  private static final int MOST_VALUES = 10_000;
  private static final Pattern WORD = Pattern.compile("[-._A-Za-z0-9~^]+");
  private static final Set<String> RATES =
      Set.of("count", "totalTime", "totalAmount", "totalOfSquares");

  private final HttpServer server;
  private final String scheme;
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<String> flaws = new CopyOnWriteArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private volatile Answer usual = new Answer(200, "", false);

  private record Answer(int status, String body, boolean late) {}

  /** A value that was published. */
  public record Value(Map<String, String> tags, long timestamp, double value) {
    /** Its tag name. */
    public String name() {
      return tags.getOrDefault("name", "");
    }

    /** Its tag statistic. */
    public String statistic() {
      return tags.getOrDefault("statistic", "");
    }
  }

  /** A request and the status with which it was answered. */
  public record Request(int status, List<Value> values) {}

  /** Listens on a loopback address, such as {@code ::1}. */
  public AtlasServer(String address) {
    this(address, 0);
  }

  /** Listens on an address and a port. */
  public AtlasServer(String address, int port) {
    this(create(new InetSocketAddress(InetAddress.ofLiteral(address), port)), "http");
  }

  private AtlasServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::handle);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.start();
  }

  /** Listens on a loopback address with TLS. */
  public static AtlasServer encrypted(String address, SSLContext context) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      return new AtlasServer(server, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer create(InetSocketAddress address) {
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** The URL of the API. */
  public String url() {
    String host = address().getAddress().getHostAddress();
    return "%s://%s:%d%s"
        .formatted(scheme, host.contains(":") ? "[" + host + "]" : host, address().getPort(), PATH);
  }

  /** Answers the next request so, after those that were said before. */
  public AtlasServer next(int status, String body) {
    answers.add(new Answer(status, body, false));
    return this;
  }

  /** Answers the next request only when it is told to {@link #goOn}. */
  public AtlasServer holdNext() {
    answers.add(new Answer(200, "", true));
    return this;
  }

  /** Answers what was held. */
  public void goOn() {
    held.countDown();
  }

  /** Answers all requests so for which nothing else was said. */
  public void always(int status, String body) {
    usual = new Answer(status, body, false);
  }

  /** The requests so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The values of all requests that were answered well. */
  public List<Value> values() {
    List<Value> values = new ArrayList<>();
    requests.stream()
        .filter(request -> request.status() == 200)
        .forEach(request -> values.addAll(request.values()));
    return values;
  }

  /** What was wrong with requests. */
  public List<String> flaws() {
    return List.copyOf(flaws);
  }

  @Override
  public void close() {
    goOn();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      List<Value> values = read(exchange);
      Answer next = answers.poll();
      Answer answer = next == null ? usual : next;
      requests.add(new Request(answer.status(), values));
      if (answer.late()) {
        await();
      }
      byte[] body = answer.body().getBytes(UTF_8);
      if (answer.status() / 100 == 3) {
        exchange.getResponseHeaders().add("Location", url());
      }
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void await() {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<Value> read(HttpExchange exchange) throws IOException {
    expect(exchange.getRequestMethod().equals("POST"), "method " + exchange.getRequestMethod());
    expect(exchange.getRequestURI().toString().equals(PATH), "" + exchange.getRequestURI());
    header(exchange, "Content-Type", "application/json");
    header(exchange, "Content-Encoding", "gzip");
    String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    expect(host.endsWith(":" + address().getPort()), "Host: " + host);
    Object payload;
    try (GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
      payload = json.readValue(body.readAllBytes(), Object.class);
    }
    Map<?, ?> members = members(payload, Set.of("tags", "metrics"));
    members(members.get("tags"), Set.of());
    List<?> metrics = (List<?>) Objects.requireNonNull(members.get("metrics"));
    expect(!metrics.isEmpty() && metrics.size() <= MOST_VALUES, metrics.size() + " values");
    List<Value> values = new ArrayList<>();
    metrics.forEach(metric -> values.add(value(metric)));
    expect(values.stream().map(Value::timestamp).distinct().count() == 1, "more than one time");
    expect(values.stream().map(Value::tags).distinct().count() == values.size(), "a series twice");
    return values;
  }

  private Value value(Object metric) {
    Map<?, ?> members = members(metric, Set.of("tags", "timestamp", "value"));
    Map<String, String> tags = new HashMap<>();
    if (members.get("tags") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> tags.put((String) key, (String) value));
    }
    long timestamp = members.get("timestamp") instanceof Number number ? number.longValue() : -1;
    double value =
        members.get("value") instanceof Number number ? number.doubleValue() : Double.NaN;
    Value read = new Value(tags, timestamp, value);
    tags.forEach((key, text) -> {
      expect(WORD.matcher(key).matches() && WORD.matcher(text).matches(), "characters: " + read);
      expect(key.length() >= 2 && key.length() <= 60, "key: " + read);
      expect(text.length() <= (key.equals("name") ? 255 : 120), "length: " + read);
    });
    expect(read.name().length() >= 2, "name: " + read);
    expect(
        tags.getOrDefault("atlas.dstype", "")
            .equals(RATES.contains(read.statistic()) ? "rate" : "gauge"),
        "dstype: " + read);
    expect(
        RATES.contains(read.statistic()) || Set.of("gauge", "max").contains(read.statistic()),
        "statistic: " + read);
    expect(timestamp > 0 && timestamp % STEP_MILLIS == 0, "timestamp: " + read);
    expect(Double.isFinite(value), "value: " + read);
    return read;
  }

  private Map<?, ?> members(@Nullable Object object, Set<String> keys) {
    Map<?, ?> members = object instanceof Map<?, ?> map ? map : Map.of();
    expect(object instanceof Map<?, ?> && members.keySet().equals(keys), "members: " + object);
    return members;
  }

  private void header(HttpExchange exchange, String name, String wanted) {
    String given = exchange.getRequestHeaders().getFirst(name);
    expect(wanted.equals(given), name + ": " + given);
  }

  private void expect(boolean fulfilled, String flaw) {
    if (!fulfilled) {
      flaws.add(flaw);
    }
  }
}
