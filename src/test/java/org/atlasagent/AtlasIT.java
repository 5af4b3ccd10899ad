package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.atlasagent.testing.AtlasServer;
import org.atlasagent.testing.AtlasServer.Value;
import org.atlasagent.testing.Await;
import org.atlasagent.testing.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged agent and a backend of Atlas. */
class AtlasIT {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory = Path.of("");

  /** A backend that is slow to answer costs no round of a second, and no step. */
  @Test
  void publishesEachStepWhileTheSecondsAreKept() {
    try (AtlasServer server = new AtlasServer("::1").holdNext();
        AgentProcess agent =
            start("run", "-v", "--common-tags=nf.app=x", "--output", "atlas:" + server.url())) {
      long began = System.nanoTime();
      Await.until("a step arrives", () -> !server.requests().isEmpty());
      Await.until("rounds go on", () -> runsOfCpu(agent).size() >= 10);
      server.goOn();
      Await.until("more steps arrive", () -> times(server).size() >= 3);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);

      assertThat(server.flaws()).isEmpty();
      List<Long> times = times(server);
      for (int i = 1; i < times.size(); i++) {
        assertThat(times.get(i) - times.get(i - 1)).isEqualTo(5000);
      }
      assertThat(times.getLast())
          .isBetween(System.currentTimeMillis() - 20_000, System.currentTimeMillis());
      assertThat(server.values())
          .allMatch(value -> "x".equals(value.tags().get("nf.app")))
          .anyMatch(value -> value.name().equals("net.ip.datagrams") || isLoad(value));
      for (long time : times) {
        assertThat(server.values())
            .filteredOn(value -> value.timestamp() == time && isLoad(value))
            .singleElement()
            .satisfies(value -> assertThat(value.value()).isNotNegative());
      }
      assertThat(runsOfCpu(agent).size()).isGreaterThanOrEqualTo((int) seconds - 3);
      assertThat(longestGap(runsOfCpu(agent))).isLessThanOrEqualTo(3);
      assertThat(agent.err()).doesNotContain("dropped");
    }
  }

  @Test
  void aBackendThatIsAbsentIsToldOnceAndItsReturnToo() throws IOException {
    int port = freePort();
    String output = "atlas:http://[::1]:" + port + AtlasServer.PATH;
    try (AgentProcess agent = start("run", "--collect=load,agent", "--output", output)) {
      agent.awaitErr("output " + output + ": lines are dropped: connect: Connection refused");
      try (AtlasServer server = new AtlasServer("::1", port)) {
        // Its next attempt comes after a pause, and the log waits twenty seconds between two lines.
        Await.until("it publishes", () -> !server.requests().isEmpty());
        agent.awaitErr("output " + output + ": delivers again; 0 lines were dropped");

        assertThat(server.flaws()).isEmpty();
        assertThat(agent.err().lines().filter(line -> line.contains("are dropped"))).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "absent", "good"})
  void theEndComesWithinASecond(String mood) throws IOException {
    try (AtlasServer good = new AtlasServer("127.0.0.1");
        RawServer silent = RawServer.silent()) {
      String url =
          switch (mood) {
            case "silent" -> silent.url();
            case "absent" -> "http://127.0.0.1:" + freePort();
            default -> good.url();
          };
      try (AgentProcess agent = start("run", "-v", "--output", "atlas:" + url)) {
        // The first step is over, and is being sent or has been.
        Await.until("a step is over", () -> runsOfCpu(agent).size() >= 9);
        long told = System.nanoTime();
        agent.signal("TERM");

        assertThat(agent.exitCode()).isZero();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - told)).isLessThan(1500);
      }
      assertThat(good.flaws()).isEmpty();
      assertThat(good.requests().isEmpty()).isEqualTo(!mood.equals("good"));
    }
  }

  @Test
  void checkConnectsAndPublishesNothing() throws IOException {
    try (AtlasServer server = new AtlasServer("::1")) {
      try (AgentProcess check =
          start("check", "--collect=load", "--output", "atlas:" + server.url())) {
        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).contains(server.url(), "connected; nothing was published");
      }
      assertThat(server.requests()).isEmpty();
    }
    String absent = "atlas:http://[::1]:" + freePort() + "/";
    try (AgentProcess check = start("check", "--collect=load", "--output", absent)) {
      int _ = check.exitCode();
      assertThat(check.out()).contains(absent, "connect: Connection refused");
    }
  }

  /** The name has an address of each IP version, and the server listens at one of them. */
  @Test
  void theCertificateMustBeThatOfTheHost() throws Exception {
    Files.writeString(directory.resolve("hosts"), "127.0.0.1 atlas.test\n::1 atlas.test\n");
    Path store = certificate();
    try (AtlasServer server = AtlasServer.encrypted("::1", context(store))) {
      int port = server.address().getPort();
      try (AgentProcess agent = startTrusting(store, "https://atlas.test:" + port)) {
        Await.until("a step arrives", () -> !server.requests().isEmpty());
        assertThat(server.flaws()).isEmpty();
        assertThat(agent.err()).doesNotContain("dropped");
      }
      int before = server.requests().size();
      try (AgentProcess agent = startTrusting(store, "https://[::1]:" + port)) {
        agent.awaitErr("lines are dropped: send: ");
        assertThat(agent.err()).contains("::1");
      }
      try (AgentProcess agent = startWithHosts(List.of(), "https://atlas.test:" + port)) {
        agent.awaitErr("lines are dropped: send: ");
        assertThat(agent.err()).contains("PKIX");
      }
      assertThat(server.requests()).hasSize(before);
    }
  }

  private AgentProcess start(String... arguments) {
    return AgentProcess.start(directory, Map.of(), arguments);
  }

  private AgentProcess startTrusting(Path store, String url) {
    return startWithHosts(
        List.of(
            "-Djavax.net.ssl.trustStore=" + store,
            "-Djavax.net.ssl.trustStorePassword=" + new String(PASSWORD)),
        url);
  }

  private AgentProcess startWithHosts(List<String> options, String url) {
    List<String> command = AgentProcess.program(AgentProcess.jar());
    command.addAll(1, options);
    command.add(1, "-Djdk.net.hosts.file=" + directory.resolve("hosts"));
    command.addAll(List.of("run", "--collect=load", "--output", "atlas:" + url));
    return AgentProcess.start(directory, Map.of(), command);
  }

  private Path certificate() throws IOException, InterruptedException {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=atlas.test",
                "-ext",
                "san=dns:atlas.test",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return store;
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static boolean isLoad(Value value) {
    return value.name().equals("sys.load.1");
  }

  /** The time stamps of the requests, in the order in which they came. */
  private static List<Long> times(AtlasServer server) {
    return server.requests().stream()
        .filter(request -> !request.values().isEmpty())
        .map(request -> request.values().getFirst().timestamp())
        .toList();
  }

  private static List<Long> runsOfCpu(AgentProcess agent) {
    Stream<String> lines = agent.err().lines().filter(line -> line.contains(" DEBUG cpu: "));
    return lines
        .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))).getEpochSecond())
        .toList();
  }

  private static long longestGap(List<Long> seconds) {
    long longest = 0;
    for (int i = 1; i < seconds.size(); i++) {
      longest = Math.max(longest, seconds.get(i) - seconds.get(i - 1));
    }
    return longest;
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return any.getLocalPort();
    }
  }
}
