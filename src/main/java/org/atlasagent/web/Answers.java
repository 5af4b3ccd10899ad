package org.atlasagent.web;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.collector.MetricIndex;
import org.atlasagent.receiver.Receiver;

/** Which request gets which answer. */
final class Answers {
  private static final int MOST_SERIES = 2000;
  private static final int MOST_LINES = 400;

  private final Assets assets;
  private final Receiver receiver;
  private final MetricIndex metrics = new MetricIndex();
  private final SeriesJson series = new SeriesJson(metrics);
  private final Object scrape = new Object();

  Answers(Assets assets, Receiver receiver) {
    this.assets = assets;
    this.receiver = receiver;
  }

  /** The answer to a request that only reads. */
  Answer to(URI uri, Headers headers) {
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    try {
      return switch (path) {
        case "/healthz" -> Answer.text(Answer.OK, "ok\n");
        case "/readyz" -> readiness();
        case "/metrics" -> metrics(headers);
        case "/api/series" -> series(query(uri));
        case "/api/history" -> history(query(uri));
        default ->
            assets
                .find(path)
                .orElseGet(() -> Answer.text(Answer.NOT_FOUND, "there is no such page\n"));
      };
    } catch (IllegalArgumentException wrong) {
      return Answer.text(Answer.BAD_REQUEST, "not understood: " + wrong.getMessage() + "\n");
    }
  }

  /** Ready is who has something to show. */
  private Answer readiness() {
    return receiver.snapshot().accepted() > 0
        ? Answer.text(Answer.OK, "ready\n")
        : Answer.text(Answer.UNAVAILABLE, "no line has been received yet\n");
  }

  /** One at a time, for it may be large. */
  private Answer metrics(Headers headers) {
    Preference wanted = new Preference(headers, "Accept");
    double open = wanted.of("application/openmetrics-text");
    synchronized (scrape) {
      PrometheusText text =
          new PrometheusText(
              receiver.snapshot(), metrics, open > 0 && open >= wanted.of("text/plain"));
      return Answer.large(text.type(), text);
    }
  }

  private Answer series(Map<String, String> query) {
    int limit = Math.clamp(number(query.getOrDefault("limit", "" + MOST_SERIES)), 0, MOST_SERIES);
    return Answer.json(series.write(receiver.snapshot(), query.getOrDefault("q", ""), limit));
  }

  private Answer history(Map<String, String> query) {
    String[] numbers = query.getOrDefault("s", "").split(",", MOST_LINES + 1);
    if (numbers.length > MOST_LINES) {
      throw new IllegalArgumentException("more than " + MOST_LINES + " series");
    }
    int[] wanted = new int[numbers.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = number(numbers[i]);
    }
    int from = number(query.getOrDefault("from", "0"));
    return Answer.json(HistoryJson.write(receiver.history(wanted, from)));
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    String raw = Optional.ofNullable(uri.getRawQuery()).orElse("");
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException("a whole number is expected", wrong);
    }
  }
}
