package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged agent tells the service manager that has started it. */
class NotifyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Signs of life come ten times as often. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private static final String WATCHDOG_USEC = "200000";

  @TempDir private Path directory = Path.of("");
  private Optional<UnixDatagramReceiver> manager = Optional.empty();

  @BeforeEach
  void listen() {
    manager = Optional.of(UnixDatagramReceiver.bind(socket()));
  }

  @AfterEach
  void stopListening() {
    manager.orElseThrow().close();
  }

  @Test
  void itIsReadyLivesAndEnds() {
    try (AgentProcess agent = run("--output=none")) {
      assertThat(heard())
          .contains("READY=1")
          .element(0)
          .asString()
          .startsWith("STATUS=flavor ")
          .endsWith(", output none");
      assertThat(heard()).containsExactly("WATCHDOG=1");
      assertThat(heard()).containsExactly("WATCHDOG=1");

      agent.signal("STOP");
      Await.until("a stopped agent is silent", this::isSilent);
      agent.signal("CONT");
      assertThat(heard()).containsExactly("WATCHDOG=1");

      agent.signal("TERM");
      assertThat(agent.exitCode()).isZero();
      assertThat(rest()).endsWith("STOPPING=1").filteredOn("STOPPING=1"::equals).hasSize(1);
    }
  }

  @Test
  void whereTheLinesAreLostIsPartOfTheStatus() {
    String output = "unix://" + directory.resolve("none");
    try (AgentProcess agent = run("--output=" + output)) {
      assertThat(heard())
          .containsExactly(
              "STATUS=output %s: lines are dropped: connect: ENOENT (%s)"
                  .formatted(output, directory.resolve("none")),
              "READY=1");
      assertThat(agent.isAlive()).isTrue();
    }
  }

  @Test
  void anAgentThatHangsInTheMiddleOfItsWorkGivesNoSignOfLife() {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" | sleep 1000", "sh"));
    command.addAll(AgentProcess.program(AgentProcess.jar()));
    // The pipe is full in no time, and nobody reads it.
    command.addAll(List.of("run", "--cadence-factor=1000", "--output=stdout"));
    try (AgentProcess agent = AgentProcess.start(directory, environment(), command)) {
      assertThat(heard()).contains("READY=1");
      Await.until("it is silent", this::isSilent);
      assertThat(agent.isAlive()).isTrue();
    }
  }

  @Test
  void aWatchdogOfAnotherProcessGetsNoSignOfLife() {
    Map<String, String> environment =
        Map.of(
            "NOTIFY_SOCKET",
            socket().toString(),
            "WATCHDOG_USEC",
            WATCHDOG_USEC,
            "WATCHDOG_PID",
            "1");
    try (AgentProcess agent = AgentProcess.start(directory, environment, "run", "--output=none")) {
      assertThat(heard()).contains("READY=1");
      assertThat(isSilent()).isTrue();
      assertThat(agent.isAlive()).isTrue();
    }
  }

  private AgentProcess run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(options));
    return AgentProcess.start(directory, environment(), arguments.toArray(String[]::new));
  }

  private Map<String, String> environment() {
    return Map.of("NOTIFY_SOCKET", socket().toString(), "WATCHDOG_USEC", WATCHDOG_USEC);
  }

  /** The words of the next datagram. */
  private List<String> heard() {
    return words(manager.orElseThrow().receive(PATIENCE).orElseThrow());
  }

  private List<String> rest() {
    List<String> words = new ArrayList<>();
    for (var more = next(Duration.ZERO); more.isPresent(); more = next(Duration.ZERO)) {
      words.addAll(words(more.get()));
    }
    return words;
  }

  private boolean isSilent() {
    return next(SILENCE).isEmpty();
  }

  private Optional<byte[]> next(Duration patience) {
    return manager.orElseThrow().receive(patience);
  }

  private static List<String> words(byte[] datagram) {
    return new String(datagram, UTF_8).lines().toList();
  }

  private Path socket() {
    return directory.resolve("notify");
  }
}
