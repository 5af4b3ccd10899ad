package org.atlasagent.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.atlasagent.receiver.Capacity;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.receiver.Receiver;
import org.atlasagent.testing.Await;
import org.atlasagent.web.RequestListener.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server of the page, over loopback. */
class PageServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private long nanos = 1;
  private final Receiver receiver =
      new Receiver(new Capacity(5000, 10_000), nanos, () -> nanos, () -> 0, LineListener.NONE);
  private final Heard listener = new Heard();
  private final PageServer server = open("::1");

  /** What becomes of requests. */
  private static final class Heard implements RequestListener {
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger served = new AtomicInteger();

    @Override
    public void served() {
      served.incrementAndGet();
    }

    @Override
    public void failed(Failure failure) {
      failures.add(failure);
    }
  }

  private PageServer open(String host) {
    try {
      return new PageServer(
          new InetSocketAddress(InetAddress.ofLiteral(host), 0), receiver, listener);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void setUp() {
    send(
        """
        g:mem.cached,xatlas.process=a:12345
        U:net.ip.datagrams,id=in,proto=v6:100
        t:own.timer:0.5
        """);
  }

  @AfterEach
  void tearDown() {
    server.close();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "127.0.0.1"})
  void servesOverBothIpVersions(String host) {
    try (PageServer other = open(host)) {
      assertThat(get(other, "/healthz").body()).isEqualTo("ok\n");
    }
  }

  @Test
  void isReadyOnceALineHasBeenReceived() {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    Receiver empty =
        new Receiver(new Capacity(1, 1), nanos, () -> nanos, () -> 0, LineListener.NONE);
    try (PageServer other =
        new PageServer(
            new InetSocketAddress(InetAddress.ofLiteral("::1"), 0), empty, RequestListener.NONE)) {
      assertThat(get(other, "/readyz").statusCode()).isEqualTo(503);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tellsSeriesWithWhatTheCatalogueKnows() {
    String json = get("/api/series").body();

    assertThat(json)
        .contains("\"total\":3,\"found\":3")
        .contains(
            "\"name\":\"mem.cached\",\"kind\":\"gauge\",\"unit\":\"bytes\","
                + "\"tags\":{\"xatlas.process\":\"a\"},\"v\":{\"gauge\":12345}}")
        .contains("\"v\":{\"count\":0,\"total\":0,\"max\":null}")
        .contains("\"about\":{\"mem.cached\":\"");
  }

  @Test
  void searchesByWordsInNameAndTags() {
    assertThat(get("/api/series?q=DATAgrams%20proto%3Dv6").body())
        .contains("\"found\":1", "net.ip.datagrams")
        .doesNotContain("mem.cached");
    assertThat(get("/api/series?limit=1").body())
        .contains("\"found\":3")
        .doesNotContain("own.timer");
    assertThat(get("/api/series?q=nothing").body()).contains("\"found\":0", "\"series\":[]");
  }

  @Test
  void tellsThePast() {
    nanos += 5_000_000_000L;
    send("U:net.ip.datagrams,id=in,proto=v6:150.0".replace(".0", ""));
    nanos += 5_000_000_000L;

    assertThat(get("/api/history?s=1,2,99&from=0").body())
        .startsWith("{\"step\":5,\"first\":0,\"last\":1,\"ageMillis\":0,\"lines\":[")
        .contains("{\"n\":1,\"s\":\"gauge\",\"v\":[12345,12345]}")
        .contains("{\"n\":2,\"s\":\"count\",\"v\":[null,10]}");
    assertThat(get("/api/history?s=1&from=1").body()).contains("\"first\":1", "\"v\":[12345]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/history?s=x",
        "/api/history?s=1&from=x",
        "/api/history",
        "/api/series?limit=x",
        "/api/series?q=%zz",
        "/api/history?s=99999999999"
      })
  void refusesWhatItDoesNotUnderstand(String path) {
    assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void refusesMoreSeriesThanAPageShows() {
    assertThat(get("/api/history?s=" + "1,".repeat(500) + "1").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/../pom.xml", "/uplot/", "/web/page.js", "//", "/index.html"})
  void hasNothingElse(String path) {
    assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .containsPattern("^HTTP/1.1 40[04] ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"})
  void isForReadingOnly(String method) {
    String answer =
        raw(
            method
                + " /api/series HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                + "Connection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD");
  }

  @Test
  void aHeadHasNoBody() {
    assertThat(raw("HEAD /healthz HTTP/1.1\r\nHost: [::1]:7101\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\n");
  }

  /** Another site's name that points to loopback must not be able to read along. */
  @Test
  void answersOnlyToItsOwnNames() {
    for (String host :
        List.of("localhost", "127.0.0.1:7101", "[::1]", "[::1]:7101", "[0:0:0:0:0:0:0:1]:9")) {
      assertThat(raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200 ");
    }
    for (String host :
        List.of(
            "evil.example",
            "localhost.evil.example",
            "evil:7101",
            "[2001:db8::1]",
            "192.0.2.1",
            "::1",
            "")) {
      assertThat(raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 421 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.js", "/page.css", "/uPlot.js", "/uPlot.css", "/icon.svg"})
  void thePageIsOfOneSourceAndMayLoadNothingElse(String path) {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self';")
        .doesNotContain("unsafe", "http");
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(answer.body().replace("http://www.w3.org/", ""))
        .doesNotContain("http://", "<script>", "onclick=", "style=");
  }

  @Test
  void carriesTheLicenceOfTheCharts() {
    assertThat(get("/uPlot.LICENSE").body()).contains("MIT", "Leon Sorokin");
  }

  @Test
  void theFirstViewIsSmall() throws Exception {
    long bytes = 0;
    for (String path :
        List.of("/", "/page.js", "/page.css", "/uPlot.js", "/uPlot.css", "/icon.svg")) {
      HttpRequest request =
          HttpRequest.newBuilder(uri(server, path)).header("Accept-Encoding", "gzip").build();
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      bytes += answer.body().length;
    }
    assertThat(bytes).isBetween(10_000L, 60_000L);
  }

  @Test
  void itsListenerHearsWhatBecomesOfRequests() throws IOException {
    get("/healthz");
    get("/nothing");
    Await.until("both are heard", () -> listener.served.get() == 2);
    assertThat(listener.failures).isEmpty();

    get("/api/series?limit=x");
    Await.until("a refusal is heard", () -> listener.failures.remove(Failure.REFUSED));
    raw("GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    Await.until("a refusal is heard", () -> listener.failures.remove(Failure.REFUSED));

    // A client that asks for more than all buffers hold, and takes nothing.
    send(filler());
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(server.address(), 2000);
      for (int i = 0; i < 100; i++) {
        socket
            .getOutputStream()
            .write("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      }
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
    Await.until("that it left is heard", () -> listener.failures.contains(Failure.LEFT));
  }

  private static String filler() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 4000; i++) {
      lines.append("g:filler,id=").append(i).append(":1\n");
    }
    return lines.toString();
  }

  @Test
  void aMalformedRequestCostsItsConnectionOnly() {
    assertThat(raw("nonsense\r\n\r\n")).doesNotContain("200");
    assertThat(raw("GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(1000) + "\r\n")).doesNotContain("200");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void manyAndSlowConnectionsAreBounded() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(server.address(), 2000);
        try {
          // A request that does not end.
          socket.getOutputStream().write("GET / HT".getBytes(US_ASCII));
        } catch (IOException closedAlready) {
          // One of those that are too many.
        }
      }
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().equals("page"))
          .hasSizeLessThanOrEqualTo(4);
      Await.until("it is said", () -> listener.failures.contains(Failure.BUSY));
      // The receiver goes on meanwhile.
      send("c:more:1");
      assertThat(receiver.snapshot().accepted()).isEqualTo(4);
      // Those that are slow are cut off, and then there is room again.
      Await.until("the page answers again", this::answers);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private boolean answers() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri(server, "/healthz")).timeout(Duration.ofSeconds(1)).build();
      return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void send(String lines) {
    receiver.accept(lines.getBytes(US_ASCII), 0, lines.length());
  }

  private HttpResponse<String> get(String path) {
    return get(server, path);
  }

  private HttpResponse<String> get(PageServer from, String path) {
    try {
      return client.send(HttpRequest.newBuilder(uri(from, path)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static URI uri(PageServer server, String path) {
    String host = server.address().getAddress().getHostAddress();
    return URI.create(
        "http://%s:%d%s"
            .formatted(
                host.contains(":") ? "[" + host + "]" : host, server.address().getPort(), path));
  }

  /** What is answered to bytes that no client would send. */
  private String raw(String request) {
    try (Socket socket = new Socket()) {
      socket.connect(server.address(), 2000);
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException cutOff) {
      return "";
    }
  }
}
