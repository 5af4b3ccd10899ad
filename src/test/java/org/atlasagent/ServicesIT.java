package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.atlasagent.spectatord.ProtocolLine;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent beside a real systemd, whose services run, restart and fail. */
class ServicesIT {
  private static final String STATUS = "systemd.service.status";
  private static final String CPU_USAGE = "systemd.service.cpuUsage";
  private static final String FDS = "systemd.service.fds";
  private static final String BUS = "/run/dbus/system_bus_socket";
  private static final String UNITS = "/etc/atlas-system-agent/conf.d/test.systemd-unit";

  /** Three descriptors from systemd and one more, in the main process and in its child. */
  private static final String STEADY =
      """
      [Service]
      ExecStart=/bin/sh -c 'exec 7</dev/null; sleep infinity & exec sleep infinity'
      """;

  /** Its name looks like the end of a command and the beginning of a state. */
  private static final String BUSY =
      """
      [Service]
      ExecStart=/bin/sh -c 'echo "a) R (b" >/proc/self/comm; while :; do :; done'
      """;

  private static final String FAILING =
      """
      [Service]
      ExecStart=/bin/false
      """;

  /** Two processes, of which systemd takes none for the main one. */
  private static final String HEADLESS =
      """
      [Service]
      Type=forking
      GuessMainPID=no
      ExecStart=/bin/sh -c 'sleep infinity & sleep infinity &'
      """;

  @TempDir private Path directory = Path.of("");
  private SystemdBox box;

  @BeforeAll
  static void needsSystemd() {
    SystemdBox.require();
  }

  @BeforeEach
  void startBox() {
    box =
        SystemdBox.start(
            directory.resolve("box"),
            Map.of(
                "test-steady.service", STEADY,
                "test-busy.service", BUSY,
                "test-failing.service", FAILING,
                "test-headless.service", HEADLESS));
  }

  @AfterEach
  void endBox() {
    box.close();
  }

  @Test
  void servicesThatRunFailAndHaveNoMainProcessAreReported() throws IOException {
    awaitState("test-failing.service", "failed");
    try (AgentProcess agent = agent("^test-", "half(")) {
      await("CPU usage", line -> is(line, CPU_USAGE, "test-busy.service"));

      assertThat(value(FDS, "test-steady.service", "process")).hasValue(4.0);
      assertThat(value(FDS, "test-steady.service", "service")).hasValue(8.0);
      assertThat(value(FDS, "test-headless.service", "process")).isEmpty();
      assertThat(value(FDS, "test-headless.service", "service")).hasValue(6.0);
      assertThat(value(CPU_USAGE, "test-busy.service", "process").orElseThrow())
          .isBetween(5.0, 110.0);
      assertThat(value(CPU_USAGE, "test-busy.service", "service").orElseThrow())
          .isBetween(5.0, 110.0);
      assertThat(value(CPU_USAGE, "test-steady.service", "service").orElseThrow())
          .isBetween(0.0, 5.0);
      assertThat(states("test-steady.service")).containsOnly("active.running");
      assertThat(states("test-failing.service")).containsOnly("failed.failed");
      assertThat(lines(line -> is(line, "systemd.service.rss", "test-busy.service"))).isNotEmpty();
      assertThat(lines(line -> is(line, "systemd.service.rss", "test-headless.service"))).isEmpty();
      assertMemoryIsThatOfTheCgroup("test-steady.service");
      assertThat(agent.err())
          .contains("test.systemd-unit:2: not a regular expression: 'half('")
          .doesNotContain("failed");
    }
  }

  @Test
  void aServiceThatIsRestartedFailsOrComesLaterIsFollowed() {
    try (AgentProcess agent = agent("test-(steady|late)")) {
      await("the service", line -> is(line, CPU_USAGE, "test-steady.service"));

      String before = box.property("test-steady.service", "MainPID");
      box.systemctl("restart", "test-steady.service");
      assertThat(box.property("test-steady.service", "MainPID")).isNotEqualTo(before);
      int seen = lines(line -> true).size();
      await("it runs on", seen, line -> is(line, CPU_USAGE, "test-steady.service"));
      assertThat(value(FDS, "test-steady.service", "service")).hasValue(8.0);

      box.systemctl("kill", "--signal=ABRT", "test-steady.service");
      await("it fails", line -> "failed.failed".equals(line.tags().get("state")));
      assertThat(agent.err()).doesNotContain("failed");

      box.add("test-late.service", STEADY);
      await("the new one", line -> is(line, CPU_USAGE, "test-late.service"));
    }
  }

  @Test
  void aBusThatIsRestartedIsFoundAgain() {
    try (AgentProcess agent = agent("test-steady")) {
      await("the service", line -> is(line, STATUS, "test-steady.service"));
      for (int restart = 1; restart <= 3; restart++) {
        box.systemctl("kill", "--signal=KILL", "dbus.service");
        int seen = lines(line -> true).size();
        await("it is reported again", seen, line -> is(line, STATUS, "test-steady.service"));
      }
      assertThat(agent.isAlive()).isTrue();
    }
  }

  @Test
  void anOrdinaryUserSeesAllButTheDescriptorsOfOthers() {
    InstalledUnit installed = InstalledUnit.in(box);
    box.add("test-own.service", STEADY + "User=nobody\n");
    box.write(UNITS, "^test-(own|steady)");

    Set<String> root = services(installed.printedByRoot());
    Set<String> nobody = services(installed.printedByNobody());

    Set<String> lost = new TreeSet<>(root);
    lost.removeAll(nobody);
    assertThat(root).containsAll(nobody);
    assertThat(lost)
        .hasSize(2)
        .allMatch(series -> series.startsWith(FDS) && series.contains("test-steady"));
  }

  @Test
  void aBusThatIsNotForTheUserOrNotThereIsNamed() {
    InstalledUnit.in(box);
    box.write(UNITS, "^test-");
    box.run("chmod", "700", BUS);
    try (AgentProcess agent = nobody()) {
      agent.awaitErr("services: failed: " + BUS + ": connect: ");
      agent.awaitErr("Permission denied");
    }
    box.run("mv", BUS, BUS + ".away");
    try (AgentProcess agent = nobody()) {
      agent.awaitErr("services: nothing to report: " + BUS + ": not there");
    }
  }

  private AgentProcess nobody() {
    List<String> command =
        InstalledUnit.asNobody("run", "--cadence-factor=60", "--collect=services", "--output=none");
    return AgentProcess.start(directory, Map.of(), box.inside(command));
  }

  private static Set<String> services(Set<String> series) {
    Set<String> ours = new TreeSet<>(series);
    ours.removeIf(one -> !one.startsWith("systemd.service."));
    return ours;
  }

  private AgentProcess agent(String... expressions) {
    try {
      Path confDir = Files.createDirectories(directory.resolve("conf.d"));
      Files.write(confDir.resolve("test.systemd-unit"), List.of(expressions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(AgentProcess.program(AgentProcess.jar()));
    command.addAll(
        List.of(
            "run",
            "--cadence-factor=60",
            "--collect=services",
            "--conf-dir=" + directory.resolve("conf.d"),
            "--root=" + box.root(),
            "--output=file://" + output()));
    return AgentProcess.start(directory, Map.of(), box.among(command));
  }

  private void awaitState(String unit, String state) {
    Await.until(unit + " is " + state, () -> box.property(unit, "ActiveState").equals(state));
  }

  private void await(String what, Predicate<ProtocolLine> which) {
    await(what, 0, which);
  }

  /** Waits for a line behind those that were seen. */
  private void await(String what, int seen, Predicate<ProtocolLine> which) {
    Await.until(what, () -> lines(line -> true).stream().skip(seen).anyMatch(which));
  }

  private List<ProtocolLine> lines(Predicate<ProtocolLine> which) {
    if (!Files.exists(output())) {
      return List.of();
    }
    Received received = new Received("atlas-system-agent");
    try {
      String text = Files.readString(output(), UTF_8);
      text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(received::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return received.lines().stream().filter(which).toList();
  }

  private Optional<Double> value(String name, String service, String scope) {
    return lines(line -> is(line, name, service) && scope.equals(line.tags().get("scope"))).stream()
        .map(line -> line.value().doubleValue())
        .reduce((earlier, later) -> later);
  }

  private Stream<String> states(String service) {
    return lines(line -> is(line, STATUS, service)).stream()
        .map(line -> String.valueOf(line.tags().get("state")));
  }

  /** systemd says 2^64-1 where the kernel does not account for memory. */
  private void assertMemoryIsThatOfTheCgroup(String service) {
    boolean accounted =
        Files.exists(
            Path.of(
                box.root() + "/sys/fs/cgroup" + box.property(service, "ControlGroup"),
                "memory.current"));
    assertThat(lines(line -> is(line, "systemd.service.memory", service)).isEmpty())
        .isEqualTo(!accounted);
  }

  private static boolean is(ProtocolLine line, String name, String service) {
    return line.name().equals(name) && service.equals(line.tags().get("service.name"));
  }

  private Path output() {
    return directory.resolve("lines.txt");
  }
}
