package org.atlasagent.atlas;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.atlasagent.receiver.StepStatistic;
import org.atlasagent.testing.AtlasServer;
import org.atlasagent.testing.AtlasServer.Value;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing to servers of every mood, by real sockets. */
class PublisherTest {
  private static final long NOON = 1_700_000_000_000L;
  private static final Limits PATIENT =
      new Limits(10_000, 20_000, 20, 100, 60_000, 1 << 20, 10_000);

  /** For servers that do not answer. */
  private static final Limits SHORT = new Limits(500, 600, 20, 100, 60_000, 1 << 20, 10_000);

  private final List<Publisher> started = new ArrayList<>();
  private int step;

  @AfterEach
  void end() {
    started.forEach(publisher -> {
      publisher.close();
      publisher.cut();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "127.0.0.1"})
  void publishesStepAfterStep(String address) {
    try (AtlasServer server = new AtlasServer(address)) {
      Publisher publisher = start(server, PATIENT);
      for (int i = 0; i < 3; i++) {
        tell(publisher, "a.b,id=x", StepStatistic.COUNT, i + 0.1);
        tell(publisher, "a.c", StepStatistic.GAUGE, -1e300);
        tell(publisher, "a.c", StepStatistic.MAX, Double.NaN);
        complete(publisher);
      }
      Await.until("all arrived", () -> server.values().size() == 6);

      assertThat(server.flaws()).isEmpty();
      assertThat(server.values())
          .contains(
              new Value(
                  Map.of("name", "a.b", "id", "x", "statistic", "count", "atlas.dstype", "rate"),
                  NOON,
                  0.1),
              new Value(
                  Map.of("name", "a.c", "statistic", "gauge", "atlas.dstype", "gauge"),
                  NOON + 10_000,
                  -1e300));
      assertThat(server.requests().stream().map(it -> it.values().getFirst().timestamp()))
          .containsExactly(NOON, NOON + 5_000, NOON + 10_000);
      Await.until("all is counted", () -> publisher.sent() == 6);
      assertThat(publisher.dropped()).isZero();
      assertThat(publisher.problem()).isEmpty();
    }
  }

  @Test
  void everyStatisticHasItsType() {
    try (AtlasServer server = new AtlasServer("::1")) {
      Publisher publisher = start(server, PATIENT);
      for (StepStatistic statistic : StepStatistic.values()) {
        tell(publisher, "a.b", statistic, 1);
      }
      complete(publisher);
      Await.until("it arrived", () -> !server.requests().isEmpty());

      assertThat(server.flaws()).isEmpty();
      assertThat(server.values().stream().map(Value::statistic))
          .containsExactly("gauge", "max", "count", "totalTime", "totalAmount", "totalOfSquares");
    }
  }

  /** Whoever sums up something himself says which statistic of it a counter is. */
  @Test
  void tagsThatAtlasHasItself() {
    try (AtlasServer server = new AtlasServer("::1")) {
      Publisher publisher = start(server, PATIENT);
      tell(publisher, "a.b,name=x,statistic=totalAmount,zz=1", StepStatistic.COUNT, 1);
      tell(publisher, "a.c,atlas.dstype=x,statistic=count", StepStatistic.MAX, 2);
      tell(publisher, "a.d,names=1,statistics=2", StepStatistic.MAX, 2);
      complete(publisher);
      Await.until("it arrived", () -> server.values().size() == 3);

      assertThat(server.flaws()).isEmpty();
      assertThat(server.values().stream().map(Value::tags))
          .containsExactly(
              Map.of("name", "a.b", "statistic", "totalAmount", "zz", "1", "atlas.dstype", "rate"),
              Map.of("name", "a.c", "statistic", "max", "atlas.dstype", "gauge"),
              Map.of(
                  "name",
                  "a.d",
                  "names",
                  "1",
                  "statistics",
                  "2",
                  "statistic",
                  "max",
                  "atlas.dstype",
                  "gauge"));
    }
  }

  @Test
  void manyValuesAreSplit() {
    try (AtlasServer server = new AtlasServer("::1")) {
      Publisher publisher = start(server, PATIENT);
      for (int i = 0; i < 25_000; i++) {
        tell(publisher, "a.b,id=" + i, StepStatistic.GAUGE, i);
      }
      complete(publisher);
      Await.until("all arrived", () -> server.values().size() == 25_000);

      assertThat(server.flaws()).isEmpty();
      assertThat(server.requests().stream().map(it -> it.values().size()))
          .containsExactly(10_000, 10_000, 5_000);
      assertThat(server.values())
          .allMatch(it -> it.value() == Integer.parseInt(it.tags().getOrDefault("id", "")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 500, 429, 408})
  void aBackendThatIsNotAbleNowIsAskedAgain(int status) {
    try (AtlasServer server = new AtlasServer("::1").next(status, "").next(status, "")) {
      Publisher publisher = start(server, PATIENT);
      tell(publisher, "a.b", StepStatistic.GAUGE, 1);
      complete(publisher);
      Await.until("it was taken", () -> publisher.sent() == 1);

      assertThat(server.requests().stream().map(AtlasServer.Request::status))
          .containsExactly(status, status, 200);
      assertThat(publisher.dropped()).isZero();
      assertThat(publisher.problem()).isEmpty();
    }
  }

  @Test
  void whatTheBackendRefusesIsDroppedAndCounted() {
    String words = "{\"type\":\"error\",\"errorCount\":2,\"message\":[\"\u0007bad\nkey\"]}";
    try (AtlasServer server = new AtlasServer("::1").next(400, words)) {
      Publisher publisher = start(server, PATIENT);
      tell(publisher, "a.b", StepStatistic.GAUGE, 1);
      tell(publisher, "a.c", StepStatistic.GAUGE, 1);
      complete(publisher);
      Await.until("it was refused", () -> publisher.dropped() == 2);
      assertThat(publisher.problem())
          .hasValue(
              "answers 400: {\"type\":\"error\",\"errorCount\":2,\"message\":[\" bad key\"]}");

      tell(publisher, "a.b", StepStatistic.GAUGE, 2);
      complete(publisher);
      Await.until("the next one was taken", () -> publisher.sent() == 1);
      assertThat(publisher.problem()).isEmpty();
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aPartOfItMayBeRefused() {
    String words = "{\"type\":\"partial\",\"errorCount\": 1,\"message\":[\"" + "x".repeat(999);
    try (AtlasServer server = new AtlasServer("::1").next(202, words)) {
      Publisher publisher = start(server, PATIENT);
      tell(publisher, "a.b", StepStatistic.GAUGE, 1);
      tell(publisher, "a.c", StepStatistic.GAUGE, 1);
      complete(publisher);
      Await.until("it was answered", () -> publisher.dropped() == 1);

      assertThat(publisher.sent()).isEqualTo(1);
      assertThat(publisher.problem().orElseThrow()).startsWith("answers 202: {").hasSize(214);
    }
  }

  @Test
  void aRedirectionIsNotFollowed() {
    try (AtlasServer server = new AtlasServer("::1").next(302, "")) {
      Publisher publisher = start(server, PATIENT);
      tell(publisher, "a.b", StepStatistic.GAUGE, 1);
      complete(publisher);
      Await.until("it was answered", () -> publisher.dropped() == 1);

      assertThat(publisher.problem()).hasValue("answers 302, and redirections are not followed");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aBackendThatComesBackGetsWhatWasKept() throws IOException {
    int port = freePort();
    Publisher publisher = start(new Target(false, "::1", port, "[::1]:" + port, PATH), PATIENT);
    tell(publisher, "a.b", StepStatistic.GAUGE, 1);
    complete(publisher);
    tell(publisher, "a.b", StepStatistic.GAUGE, 2);
    complete(publisher);
    Await.until("it is told", () -> publisher.problem().isPresent());
    assertThat(publisher.problem()).hasValue("connect: Connection refused");

    try (AtlasServer server = new AtlasServer("::1", port)) {
      Await.until("both arrived", () -> publisher.sent() == 2);
      assertThat(server.values().stream().map(Value::value)).containsExactly(1.0, 2.0);
      assertThat(server.flaws()).isEmpty();
      assertThat(publisher.dropped()).isZero();
      assertThat(publisher.problem()).isEmpty();
    }
  }

  @Test
  void valuesAreNotKeptForEver() throws IOException {
    int port = freePort();
    Limits forgetful = new Limits(500, 600, 20, 20, 50, 1 << 20, 10_000);
    Publisher publisher = start(new Target(false, "::1", port, "[::1]:" + port, PATH), forgetful);
    tell(publisher, "a.b", StepStatistic.GAUGE, 1);
    complete(publisher);

    Await.until("it was dropped", () -> publisher.dropped() == 1);
    assertThat(publisher.problem()).hasValue("connect: Connection refused");
  }

  @Test
  void whatWaitsIsBoundedAndTheOldestGoes() {
    Limits small = new Limits(5000, 60_000, 20, 20, 60_000, 200_000, 10_000);
    Random random = new Random(1);
    try (AtlasServer server = new AtlasServer("::1").holdNext()) {
      Publisher publisher = start(server, small);
      for (int i = 0; i < 20; i++) {
        for (int j = 0; j < 1000; j++) {
          tell(publisher, "a.b,id=" + random.nextLong(), StepStatistic.GAUGE, random.nextDouble());
        }
        complete(publisher);
      }
      assertThat(publisher.dropped()).isBetween(10_000L, 19_000L);

      server.goOn();
      Await.until("the rest arrived", () -> publisher.sent() + publisher.dropped() == 20_000);
      assertThat(server.requests().getLast().values().getFirst().timestamp())
          .isEqualTo(NOON + 19 * 5000);
      assertThat(server.flaws()).isEmpty();
    }
  }

  @Test
  void aBackendThatNeverAnswersIsGivenUp() {
    try (RawServer server = RawServer.silent()) {
      Publisher publisher = start(target(server), SHORT);
      tell(publisher, "a.b", StepStatistic.GAUGE, 1);
      complete(publisher);

      Await.until("it is told", () -> publisher.problem().isPresent());
      assertThat(publisher.problem()).hasValue("answer: takes too long");
    }
  }

  /** Writing knows no timeout: whoever tells the next step cuts it. */
  @Test
  void aBackendThatDoesNotEvenReadIsGivenUp() throws InterruptedException {
    Limits large = new Limits(500, 600, 20, 100, 60_000, 1 << 26, 1_000_000);
    Random random = new Random(1);
    try (RawServer server = RawServer.silent()) {
      Publisher publisher = start(target(server), large);
      for (int i = 0; i < 400_000; i++) {
        tell(publisher, "a.b,id=" + random.nextLong(), StepStatistic.GAUGE, random.nextDouble());
      }
      complete(publisher);
      Await.until(
          "it is told",
          () -> {
            publisher.steps().begin(step, 0);
            return publisher.problem().isPresent();
          });

      assertThat(publisher.problem()).hasValue("send: takes too long");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "\u0000\u0001\u0002",
        "HTTP/2 200\r\n\r\n",
      })
  void garbageIsNoAnswer(String garbage) {
    try (RawServer server = RawServer.saying(garbage)) {
      Publisher publisher = start(target(server), PATIENT);
      tell(publisher, "a.b", StepStatistic.GAUGE, 1);
      complete(publisher);

      Await.until("it is told", () -> publisher.problem().isPresent());
      assertThat(publisher.problem()).hasValue("does not answer in HTTP");
      assertThat(publisher.sent()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.0 204 No Content\r\n\r\n",
        "HTTP/1.1 200\r\nA: b\r\n\r\nbody",
      })
  void anyGoodAnswerWillDo(String answer) {
    try (RawServer server = RawServer.saying(answer)) {
      Publisher publisher = start(target(server), PATIENT);
      tell(publisher, "a.b", StepStatistic.GAUGE, 1);
      complete(publisher);

      Await.until("it was taken", () -> publisher.sent() == 1);
      assertThat(publisher.problem()).isEmpty();
    }
  }

  @Test
  void anAnswerWithoutAnEndIsCut() {
    try (RawServer server =
        RawServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n" + "x".repeat(1 << 20))) {
      Publisher publisher = start(target(server), PATIENT);
      tell(publisher, "a.b", StepStatistic.GAUGE, 1);
      complete(publisher);

      Await.until("it was refused", () -> publisher.dropped() == 1);
      assertThat(publisher.problem().orElseThrow()).startsWith("answers 400: xx").hasSize(214);
    }
  }

  @Test
  void itEndsAtOnceWhateverWaits() throws IOException, InterruptedException {
    int port = freePort();
    Limits patient = new Limits(500, 600, 60_000, 60_000, 600_000, 1 << 20, 10_000);
    Publisher publisher =
        new Publisher(
            new Target(false, "::1", port, "[::1]:" + port, PATH),
            0,
            System::nanoTime,
            () -> NOON,
            patient);
    Thread thread = Thread.ofPlatform().start(publisher);
    tell(publisher, "a.b", StepStatistic.GAUGE, 1);
    complete(publisher);
    tell(publisher, "a.b", StepStatistic.GAUGE, 1);
    complete(publisher);
    publisher.close();

    thread.join(5_000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void whatWaitsAtTheEndIsSentWithoutDelay() throws InterruptedException {
    try (AtlasServer server = new AtlasServer("::1")) {
      Publisher publisher =
          new Publisher(target(server), 600_000, System::nanoTime, () -> NOON, PATIENT);
      tell(publisher, "a.b", StepStatistic.GAUGE, 1);
      complete(publisher);
      Thread thread = Thread.ofPlatform().start(publisher);
      publisher.close();

      thread.join(5_000);
      assertThat(thread.isAlive()).isFalse();
      assertThat(server.values()).hasSize(1);
    }
  }

  @Test
  void probingSendsNothing() throws IOException {
    int port = freePort();
    Target nobody = new Target(false, "127.0.0.1", port, "127.0.0.1:" + port, PATH);
    assertThat(start(nobody, PATIENT).probe()).hasValue("connect: Connection refused");
    try (AtlasServer server = new AtlasServer("127.0.0.1")) {
      assertThat(start(server, PATIENT).probe()).isEmpty();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aNameThatNobodyKnowsIsSaid() {
    Target unknown = new Target(false, "no-such-host.invalid", 80, "no-such-host.invalid", PATH);

    assertThat(start(unknown, Limits.USUAL).probe()).hasValue("connect: unknown host");
  }

  private static final String PATH = AtlasServer.PATH;

  private Publisher start(AtlasServer server, Limits limits) {
    return start(target(server), limits);
  }

  private Publisher start(Target target, Limits limits) {
    Publisher publisher =
        new Publisher(target, 0, System::nanoTime, () -> NOON + 5000L * step, limits);
    started.add(publisher);
    Thread.ofPlatform().daemon().start(publisher);
    return publisher;
  }

  private static Target target(AtlasServer server) {
    String authority = server.url().replaceAll("^http://|/.*", "");
    return new Target(
        false,
        server.address().getAddress().getHostAddress(),
        server.address().getPort(),
        authority,
        PATH);
  }

  private static Target target(RawServer server) {
    int port = Integer.parseInt(server.url().substring(server.url().lastIndexOf(':') + 1));
    return new Target(false, "127.0.0.1", port, "127.0.0.1:" + port, PATH);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return any.getLocalPort();
    }
  }

  private boolean open;

  private void tell(Publisher publisher, String id, StepStatistic statistic, double value) {
    if (!open) {
      publisher.steps().begin(step, 0);
      open = true;
    }
    publisher.steps().value(id.getBytes(US_ASCII), statistic, value);
  }

  private void complete(Publisher publisher) {
    publisher.steps().complete();
    open = false;
    step++;
  }
}
