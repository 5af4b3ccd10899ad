package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.atlasagent.source.host.MetadataReply.Call;
import org.atlasagent.source.host.MetadataReply.End;
import org.atlasagent.source.host.MetadataReply.Result;
import org.atlasagent.testing.MetadataServer;
import org.atlasagent.testing.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real servers on both IP versions; no answer ever shows what is secret. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class MetadataServiceTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String CREDENTIALS = MetadataServer.ROLE_PATH + MetadataServer.ROLE;

  private static MetadataReply ask(String endpoint) {
    MetadataReply reply =
        new MetadataService(
                Optional.of(endpoint), Optional.empty(), System::nanoTime, NOW::toEpochMilli)
            .credentials();
    assertThat(reply.toString()).doesNotContain("MARKER");
    return reply;
  }

  private static List<String> calls(MetadataReply reply) {
    return reply.calls().stream()
        .map(call -> call.method() + " " + call.path() + " " + status(call) + " " + call.end())
        .toList();
  }

  private static String status(Call call) {
    OptionalInt status = call.status();
    return status.isPresent() ? String.valueOf(status.getAsInt()) : "none";
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void findsTheTimesOfTheCredentials(String address) {
    try (MetadataServer server = new MetadataServer(address)) {
      MetadataReply reply = ask(server.url());

      assertThat(reply.result())
          .isEqualTo(
              new Result.Credentials(
                  NOW.toEpochMilli(),
                  NOW.minusSeconds(2 * 3600).toEpochMilli(),
                  NOW.plusSeconds(4 * 3600).toEpochMilli()));
      assertThat(calls(reply))
          .containsExactly(
              "PUT /latest/api/token 200 ANSWERED",
              "GET /latest/meta-data/iam/security-credentials/ 200 ANSWERED",
              "GET " + CREDENTIALS + " 200 ANSWERED");
      assertThat(reply.calls()).allMatch(call -> call.nanos() > 0);
      assertThat(server.requests())
          .containsExactly(
              "PUT /latest/api/token 60",
              "GET /latest/meta-data/iam/security-credentials/",
              "GET " + CREDENTIALS);
    }
  }

  @Test
  void aRefusedTokenEndsTheQuestion() {
    try (MetadataServer server = new MetadataServer("127.0.0.1")) {
      server.answer(MetadataServer.TOKEN_PATH, 403, MetadataServer.SECRET);
      MetadataReply reply = ask(server.url());

      assertThat(reply.result())
          .isEqualTo(new Result.Unknown(server.url() + "/latest/api/token", "HTTP status 403"));
      assertThat(calls(reply)).containsExactly("PUT /latest/api/token 403 REFUSED");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TOKEN-MARKER\nX-Injected: 1", "TOKEN MARKER", "TOKEN-MARKER\u00e9"})
  void whatCannotStandInAHeaderIsNoToken(String token) {
    try (MetadataServer server = new MetadataServer("127.0.0.1")) {
      server.answer(MetadataServer.TOKEN_PATH, 200, token);

      assertThat(ask(server.url()).result())
          .isEqualTo(
              new Result.Unknown(server.url() + "/latest/api/token", "the answer is no token"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anInstanceWithoutARoleIsNoFailure() {
    try (MetadataServer server = new MetadataServer("::1")) {
      server.answer(MetadataServer.ROLE_PATH, 404, "");
      MetadataReply reply = ask(server.url());

      assertThat(reply.result()).isEqualTo(new Result.NoRole());
      assertThat(calls(reply)).endsWith("GET " + MetadataServer.ROLE_PATH + " 404 REFUSED");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../user-data", "a/b", "a b", "a\nSECRET-MARKER", "a?b", "a%2f"})
  void whatIsNoNameOfARoleIsNotAskedFor(String role) {
    try (MetadataServer server = new MetadataServer("127.0.0.1")) {
      server.answer(MetadataServer.ROLE_PATH, 200, role);

      assertThat(ask(server.url()).result())
          .isEqualTo(
              new Result.Unknown(
                  server.url() + MetadataServer.ROLE_PATH, "the answer is no name of a role"));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SECRET-MARKER",
        "{\"SecretAccessKey\":\"SECRET-MARKER\"",
        "[\"SECRET-MARKER\"]",
        "<html>SECRET-MARKER</html>"
      })
  void garbageIsUnusableAndStaysUnseen(String body) {
    try (MetadataServer server = new MetadataServer("127.0.0.1")) {
      server.answer(CREDENTIALS, 200, body);

      assertThat(ask(server.url()).result())
          .isEqualTo(
              new Result.Unusable(server.url() + CREDENTIALS, "the answer is no JSON object"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECRET-MARKER",
        "",
        "2026-01-31",
        "2026-02-30T00:00:00Z",
        "2026-01-31T10:00:00",
        "+1000000000-12-31T23:59:59Z"
      })
  void whatIsNoTimeIsUnusableAndStaysUnseen(String time) {
    try (MetadataServer server = new MetadataServer("127.0.0.1")) {
      server.answer(CREDENTIALS, 200, MetadataServer.credentials("2026-01-31T10:00:00Z", time));

      assertThat(ask(server.url()).result())
          .isEqualTo(
              new Result.Unusable(
                  server.url() + CREDENTIALS, "Expiration: no time, such as 2026-01-31T00:00:00Z"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Code\":\"AssumeRoleUnauthorizedAccess\",\"Expiration\":\"2026-01-31T10:00:00Z\"}",
        "{\"LastUpdated\":null,\"Expiration\":\"2026-01-31T10:00:00Z\"}",
        "{\"LastUpdated\":1,\"Expiration\":\"2026-01-31T10:00:00Z\"}"
      })
  void anAbsentTimeIsUnusable(String body) {
    try (MetadataServer server = new MetadataServer("127.0.0.1")) {
      server.answer(CREDENTIALS, 200, body);

      assertThat(ask(server.url()).result())
          .isInstanceOfSatisfying(
              Result.Unusable.class,
              unusable -> assertThat(unusable.problem()).startsWith("LastUpdated: no time"));
    }
  }

  @Test
  void noRedirectionIsFollowed() {
    try (MetadataServer server = new MetadataServer("127.0.0.1");
        MetadataServer other = new MetadataServer("127.0.0.1")) {
      server.redirect(CREDENTIALS, other.url() + CREDENTIALS);
      MetadataReply reply = ask(server.url());

      assertThat(reply.result())
          .isEqualTo(new Result.Unusable(server.url() + CREDENTIALS, "HTTP status 302"));
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void noProxyIsAsked() {
    try (MetadataServer server = new MetadataServer("127.0.0.1");
        MetadataServer proxy = new MetadataServer("127.0.0.1")) {
      System.setProperty("http.proxyHost", "127.0.0.1");
      System.setProperty("http.proxyPort", proxy.url().replaceAll(".*:", ""));
      System.setProperty("http.nonProxyHosts", "");
      try {
        assertThat(ask(server.url()).result()).isInstanceOf(Result.Credentials.class);
      } finally {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
        System.clearProperty("http.nonProxyHosts");
      }
      assertThat(proxy.requests()).isEmpty();
    }
  }

  @Test
  void aHugeBodyIsNotReadToItsEnd() {
    try (MetadataServer server = new MetadataServer("127.0.0.1")) {
      String good = MetadataServer.credentials("2026-01-31T10:00:00Z", "2026-01-31T16:00:00Z");
      server.answer(CREDENTIALS, 200, good + " ".repeat(64 << 10));
      MetadataReply reply = ask(server.url());

      assertThat(reply.result()).isInstanceOf(Result.Unusable.class);
      assertThat(calls(reply)).endsWith("GET " + CREDENTIALS + " none BROKEN");

      server.answer(CREDENTIALS, 200, good + " ".repeat((64 << 10) - good.length()));
      assertThat(ask(server.url()).result()).isInstanceOf(Result.Credentials.class);
    }
  }

  @Test
  void aServiceThatDoesNotAnswerCostsASecond() {
    try (RawServer server = RawServer.silent()) {
      long began = System.nanoTime();
      MetadataReply reply = ask(server.url());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

      assertThat(millis).isBetween(900L, 5000L);
      assertThat(calls(reply)).containsExactly("PUT /latest/api/token none TIMED_OUT");
      assertThat(reply.result())
          .isEqualTo(new Result.Unknown(server.url() + "/latest/api/token", "no answer in time"));
    }
  }

  @Test
  void nobodyListens() {
    String url;
    try (RawServer server = RawServer.silent()) {
      url = server.url();
    }
    MetadataReply reply = ask(url);

    assertThat(calls(reply)).containsExactly("PUT /latest/api/token none NOT_CONNECTED");
    assertThat(reply.result())
        .isEqualTo(new Result.Unknown(url + "/latest/api/token", "no connection"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SECRET-MARKER\r\n\r\n",
        "HTTP/1.1 SECRET-MARKER\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: SECRET-MARKER\r\n\r\n/TOKEN-MARKER",
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nTOKEN-MARKER",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nSECRET-MARKER\r\n",
        "HTTP/1.1 401 No\r\nWWW-Authenticate: SECRET-MARKER =\"\r\n\r\n",
        "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic SECRET-MARKER\r\n\r\n",
        "HTTP/1.1 301 Moved\r\nLocation: SECRET-MARKER://\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 999999999999 SECRET-MARKER\r\n\r\n",
        "\u0000\u0001\u00ff\r\n\r\n"
      })
  void whatIsNoGoodHttpIsAFailureThatShowsNothing(String answer) {
    try (RawServer server = RawServer.saying(answer)) {
      MetadataReply reply = ask(server.url());

      assertThat(reply.calls()).hasSizeBetween(1, 2);
      assertThat(reply.calls().getLast().end()).isNotEqualTo(End.NOT_CONNECTED);
      assertThat(reply.result()).isInstanceOf(Result.Unknown.class);
    }
  }
}
