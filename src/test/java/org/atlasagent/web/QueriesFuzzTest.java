package org.atlasagent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.net.httpserver.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Stream;
import org.atlasagent.receiver.Capacity;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.receiver.Receiver;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines that anybody may send, and then a request that anybody may make: an answer, well formed.
 */
class QueriesFuzzTest {
  private static final JsonMapper JACKSON = JsonMapper.builder().build();
  private static final Assets ASSETS = new Assets();

  /** What stands before a request in an input. */
  private static final int BEFORE_REQUEST = 0x1e;

  static Stream<byte[]> seeds() {
    String lines =
        "g:mem.cached,id=a:1\nU:net.ip.datagrams,id=in,proto=v6:100\nt:own.timer:0.5\u001e";
    return Stream.of(
            "/api/series",
            "/api/series?q=mem%20a&limit=7",
            "/api/history?s=1,2,3&from=0",
            "/readyz",
            "/",
            "/api/history?s=-1&from=2147483647",
            "/api/series?q=%ff%&limit=x")
        .map(request -> (lines + request).getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyRequest(byte[] input) {
    Parsing.survives(input.length, URISyntaxException.class::isInstance, () -> ask(input));
  }

  private static void ask(byte[] input) throws IOException, URISyntaxException {
    Receiver receiver =
        new Receiver(new Capacity(100, 1000), 1, () -> 1, () -> 0, LineListener.NONE);
    int lines = 0;
    while (lines < input.length && input[lines] != BEFORE_REQUEST) {
      lines++;
    }
    receiver.accept(input, 0, lines);
    int from = Math.min(lines + 1, input.length);
    URI uri = new URI(new String(input, from, input.length - from, UTF_8));
    Answer answer = new Answers(ASSETS, receiver).to(uri, new Headers());
    if (answer.status() == Answer.OK && answer.type().equals("application/json")) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      answer.body().writeTo(body);
      JACKSON.readTree(body.toByteArray());
    }
  }
}
