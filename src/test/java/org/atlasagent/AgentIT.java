package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged agent against real sockets; what it sends is judged by a parser of its own. */
class AgentIT {
  private static final String NAME = "atlas-system-agent";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * The promises of a second or two are for a machine that is not busy; the one that runs tests is
   * shared. What is told apart here is a promise kept from a time-out of ten seconds and more.
   */
  private static final Duration SOON = Duration.ofSeconds(8);

  /** Some milliseconds in which a datagram of the same round would have come. */
  private static final Duration QUIET = Duration.ofMillis(250);

  @TempDir private Path directory = Path.of("");
  private final Received received = new Received(NAME);

  @Test
  void aWholeHostReachesAUnixSocketQuicklyAndInFewDatagrams() {
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(socket())) {
      long start = System.nanoTime();
      try (AgentProcess agent = run()) {
        byte[] first = receiver.receive(PATIENCE).orElseThrow();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        received.add(first);
        int datagrams = 1;
        for (var more = receiver.receive(QUIET); more.isPresent(); more = receiver.receive(QUIET)) {
          received.add(more.get());
          datagrams++;
        }
        assertThat(datagrams).isLessThanOrEqualTo(3);
        assertThat(received.has("sys.load.1")).isTrue();
        assertThat(received.has("mem.totalReal")).isTrue();
        assertThat(received.has("net.tcp.connectionStates")).isTrue();
        assertEndsWell(agent);
      }
    }
  }

  @Test
  void everyCadenceArrivesAndASignalEndsTheAgentWithItsLastLines() {
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(socket());
        AgentProcess agent = run("--cadence-factor", "20")) {
      receiveUntil(receiver, this::hasEveryCadence);

      agent.signal("HUP");
      int before = received.lines().size();
      receiveUntil(receiver, () -> received.lines().size() > before + 50);
      assertThat(agent.isAlive()).isTrue();

      assertEndsWell(agent);
      Stream.generate(() -> receiver.receive(Duration.ZERO))
          .takeWhile(Optional::isPresent)
          .forEach(datagram -> received.add(datagram.orElseThrow()));
      assertOnlyLog(agent);
    }
  }

  @Test
  void udpOnTheLoopbackOfIpVersionSixWorksToo() throws IOException {
    try (DatagramChannel receiver = DatagramChannel.open(StandardProtocolFamily.INET6)) {
      receiver.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
      receiver.configureBlocking(false);
      int port = ((InetSocketAddress) receiver.getLocalAddress()).getPort();
      try (AgentProcess agent =
          agent(Map.of(), "run", "--output", "udp://[::1]:" + port, "--cadence-factor", "20")) {
        ByteBuffer buffer = ByteBuffer.allocate(65_536);
        Await.until(
            "every cadence has arrived",
            () -> {
              takeAll(receiver, buffer);
              return hasEveryCadence();
            });
        assertEndsWell(agent);
        assertOnlyLog(agent);
      }
    }
  }

  @Test
  void aReceiverThatComesLateGetsEverythingFromThenOn() {
    try (AgentProcess agent = run("--cadence-factor", "5")) {
      agent.awaitErr("lines are dropped");
      try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(socket())) {
        long start = System.nanoTime();
        received.add(receiver.receive(PATIENCE).orElseThrow());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);

        receiveUntil(receiver, () -> received.sum("agent.lines", "dropped") > 50);
        agent.awaitErr("delivers again");
        receiver.leavePath();
      }
      // A daemon that was restarted: the first lines after its return go through.
      try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(socket())) {
        received.add(receiver.receive(SOON).orElseThrow());
      }
      assertThat(agent.err().lines().filter(line -> line.contains("lines are dropped")).count())
          .isLessThanOrEqualTo(2);
      assertOnlyLog(agent);
      assertEndsWell(agent);
    }
  }

  @Test
  void tagsAndTheNameOfTheProcessAreOnTheLines() {
    Received named = new Received("my-agent");
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(socket());
        AgentProcess agent =
            run("-t", "test.zone=a", "--common-tags", "test.rack=r1,test.row=7", "my-agent")) {
      while (!named.has("sys.load.1") || !named.has("net.tcp.segments")) {
        named.add(receiver.receive(PATIENCE).orElseThrow());
      }
      assertThat(agent.isAlive()).isTrue();
    }
    assertThat(named.lines())
        .allMatch(line -> "r1".equals(line.tags().get("test.rack")))
        .allMatch(line -> "7".equals(line.tags().get("test.row")));
    assertThat(
            named.has(line ->
                line.name().equals("net.tcp.segments") && "a".equals(line.tags().get("test.zone"))))
        .isTrue();
    assertThat(
            named.has(
                line -> line.name().equals("sys.load.1") && line.tags().containsKey("test.zone")))
        .isFalse();
  }

  @Test
  void theOutputCanBeAStreamAFileOrNamedByTheEnvironment() {
    Path file = directory.resolve("lines.txt");
    try (AgentProcess toFile = agent(Map.of(), "run", "--output", "file://" + file);
        AgentProcess toStream = agent(Map.of(), "run", "--output", "stdout");
        AgentProcess byEnvironment = agent(Map.of("SPECTATOR_OUTPUT_LOCATION", "stdout"), "run")) {
      Await.until("lines are in the file", () -> Files.exists(file) && text(file).endsWith("\n"));
      Await.until("lines are on the stream", () -> toStream.out().endsWith("\n"));
      Await.until("the environment is heard", () -> byEnvironment.out().endsWith("\n"));
      for (AgentProcess agent : List.of(toFile, toStream, byEnvironment)) {
        assertEndsWell(agent);
        assertOnlyLog(agent);
      }
      text(file).lines().forEach(received::add);
      toStream.out().lines().forEach(received::add);
      byEnvironment.out().lines().forEach(received::add);
    }
    assertThat(received.lines().stream().filter(line -> line.name().equals("sys.load.1")))
        .hasSize(3);
  }

  @Test
  void printShowsProtocolLinesAndEnds() {
    try (AgentProcess agent = agent(Map.of(), "print")) {
      assertThat(agent.exitCode()).isZero();
      agent.out().lines().forEach(received::add);
      assertThat(agent.err()).isEmpty();
    }
    assertThat(received.has("sys.load.1")).isTrue();
    assertThat(received.has("sys.cpu.utilization")).isTrue();
    assertThat(received.has("disk.bytesMax") || received.has("net.iface.bytes")).isTrue();
  }

  @Test
  void aReaderThatHasSeenEnoughEndsPrintQuietly() {
    String print = String.join(" ", AgentProcess.program(AgentProcess.jar())) + " print";
    try (AgentProcess shell = shell(print + " | head -n 1")) {
      assertThat(shell.exitCode()).isZero();
      assertThat(shell.out().lines()).hasSize(1);
      assertThat(shell.err()).isEmpty();
    }
  }

  @Test
  void checkSaysWhetherAnythingCouldBeReported() {
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(socket());
        AgentProcess fine = agent(Map.of(), "check", "--output", "unix://" + socket())) {
      assertThat(fine.exitCode()).isZero();
      assertThat(fine.out()).contains("can be reached").containsPattern("load +found");
      assertThat(receiver.receive(Duration.ZERO)).isEmpty();
    }
    try (AgentProcess noOutput = agent(Map.of(), "check", "--output", "unix:///nowhere/at/all")) {
      assertThat(noOutput.exitCode()).isEqualTo(1);
      assertThat(noOutput.out()).contains("cannot be reached", "ENOENT");
    }
  }

  @ParameterizedTest
  @CsvSource({"run --ouput=none", "run --output=carrier-pigeon", "run --cadence-factor=0", "fly"})
  void wrongUsageIsOneLineAndExitCodeTwo(String arguments) {
    try (AgentProcess agent = agent(Map.of(), arguments.split(" "))) {
      assertThat(agent.exitCode()).isEqualTo(2);
      assertThat(agent.err().lines()).hasSize(1);
      assertThat(agent.out()).isEmpty();
    }
  }

  @Test
  void anOrdinaryUserMayPrint() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "there is no setpriv(1)");
    assumeTrue(
        Files.getOwner(Path.of("/proc/self")).getName().equals("root"),
        "only root can become another user");
    // Where an ordinary user can read it: a checkout may lie below a closed directory.
    Path target =
        Files.createTempDirectory(
            "agent-it",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try {
      printAsNobody(copyOfProgram(target));
    } finally {
      deleteAll(target);
    }
    assertThat(received.has("sys.load.1")).isTrue();
    assertThat(received.has("sys.currentProcesses")).isTrue();
  }

  private void printAsNobody(Path copy) {
    List<String> command =
        new ArrayList<>(
            List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    command.addAll(AgentProcess.program(copy));
    command.add("print");
    try (AgentProcess agent = AgentProcess.start(directory, Map.of(), command)) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();
      agent.out().lines().forEach(received::add);
    }
  }

  private AgentProcess run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", "--output", "unix://" + socket()));
    arguments.addAll(Arrays.asList(options));
    return agent(Map.of(), arguments.toArray(String[]::new));
  }

  private AgentProcess agent(Map<String, String> environment, String... arguments) {
    return AgentProcess.start(directory, environment, arguments);
  }

  private AgentProcess shell(String script) {
    return AgentProcess.start(directory, Map.of(), List.of("/bin/sh", "-c", script));
  }

  private Path socket() {
    return directory.resolve("spectatord.unix");
  }

  private void receiveUntil(UnixDatagramReceiver receiver, BooleanSupplier isEnough) {
    long start = System.nanoTime();
    while (!isEnough.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
      receiver.receive(QUIET).ifPresent(received::add);
    }
  }

  private void takeAll(DatagramChannel receiver, ByteBuffer buffer) {
    try {
      while (receiver.receive(buffer.clear()) != null) {
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        received.add(datagram);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Metrics of 1 s, 5 s and 60 s, the last of them in two rounds. */
  private boolean hasEveryCadence() {
    return received.has("sys.cpu.peakUtilization")
        && received.has(
            line -> line.name().equals("sys.cpu.coreUtilization") && line.letter() == 'c')
        && received.has("sys.cpu.utilization")
        && received.lines().stream().filter(line -> line.name().equals("sys.load.1")).count() > 1;
  }

  private static void assertEndsWell(AgentProcess agent) {
    long start = System.nanoTime();
    agent.signal("TERM");
    assertThat(agent.exitCode()).as(agent.err()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
  }

  /** Nothing but lines of the log, none of which tells of a failure. */
  private static void assertOnlyLog(AgentProcess agent) {
    assertThat(agent.err().lines())
        .isNotEmpty()
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ (INFO|WARN) .*"))
        .noneMatch(line -> line.contains("failed"));
  }

  private static Path copyOfProgram(Path target) throws IOException {
    Path jar = AgentProcess.jar();
    Path lib = target.resolve("lib");
    Files.createDirectory(lib);
    Files.copy(jar, target.resolve(jar.getFileName()));
    try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
      for (Path library : libraries.toList()) {
        Files.copy(library, lib.resolve(library.getFileName()));
      }
    }
    return target.resolve(jar.getFileName());
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
