package org.atlasagent.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What all requests have in common: only reading, no page of others may look in, and nothing is
 * fetched from elsewhere.
 */
final class PageHandler implements HttpHandler {
  /** Lengths of a body as the JDK's server wants to be told: not known before, and no body. */
  private static final int IN_PIECES = 0;

  private static final int NONE = -1;

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Pattern HOST =
      Pattern.compile("(?:\\[([^\\]]*)]|([^:\\[\\]]*))(?::\\d{1,5})?");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Answers answers;
  private final boolean loopback;
  private final RequestListener listener;

  /**
   * Answers requests.
   *
   * @param loopback whether the server is for this machine only. Then a request must also name this
   *     machine: else any web site could have its own name point here, and read along
   * @param listener told what becomes of each
   */
  PageHandler(Answers answers, boolean loopback, RequestListener listener) {
    this.answers = answers;
    this.loopback = loopback;
    this.listener = listener;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      send(answer, exchange);
      if (answer.isRefusal()) {
        listener.failed(RequestListener.Failure.REFUSED);
      } else {
        listener.served();
      }
    } catch (IOException gone) {
      listener.failed(RequestListener.Failure.LEFT);
      throw gone;
    }
  }

  private static void send(Answer answer, HttpExchange exchange) throws IOException {
    boolean zipped =
        answer.zipped().isPresent()
            && new Preference(exchange.getRequestHeaders(), "Accept-Encoding").of("gzip") > 0;
    Bytes body = zipped ? answer.zipped().get() : answer.body();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (!answer.vary().isEmpty()) {
      headers.set("Vary", answer.vary());
    }
    if (zipped) {
      headers.set("Content-Encoding", "gzip");
    }
    if (answer.status() == Answer.METHOD_NOT_ALLOWED) {
      headers.set("Allow", "GET, HEAD");
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      body.length().ifPresent(length -> headers.set("Content-Length", String.valueOf(length)));
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    int length = body.length().orElse(IN_PIECES);
    exchange.sendResponseHeaders(
        answer.status(), body.length().isPresent() && length == 0 ? NONE : length);
    try (OutputStream out = exchange.getResponseBody()) {
      body.writeTo(out);
    }
  }

  private Answer answer(HttpExchange exchange) {
    if (!READING.contains(exchange.getRequestMethod())) {
      return Answer.text(Answer.METHOD_NOT_ALLOWED, "only GET and HEAD\n");
    }
    String host =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("localhost");
    if (loopback && !isLoopback(host)) {
      return Answer.text(Answer.MISDIRECTED, "this page is for localhost only\n");
    }
    return answers.to(exchange.getRequestURI(), exchange.getRequestHeaders());
  }

  /** Whether the name of a host, with or without a port, is that of this machine. */
  private static boolean isLoopback(String host) {
    Matcher matcher = HOST.matcher(host);
    if (!matcher.matches()) {
      return false;
    }
    String name = Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2));
    try {
      return name.equals("localhost") || InetAddress.ofLiteral(name).isLoopbackAddress();
    } catch (IllegalArgumentException otherName) {
      return false;
    }
  }
}
