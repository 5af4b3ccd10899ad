package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What services cost the packaged agent where nobody asks for them, or nobody answers. */
class ServicesUnaskedIT {
  private static final String LIBRARY = "org.freedesktop.dbus";

  @TempDir private Path directory = Path.of("");

  @Test
  void withoutAnExpressionNoClassOfTheLibraryIsLoaded() {
    assertThat(classesLoaded()).contains("org.atlasagent.collector.ServicesCollector");
    assertThat(classesLoaded()).doesNotContain(LIBRARY).doesNotContain("org.slf4j");
  }

  @Test
  void withAnExpressionItIs() throws IOException {
    Files.writeString(directory.resolve("a.systemd-unit"), "ssh\n");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(directory.resolve("bus")));

      assertThat(classesLoaded()).contains(LIBRARY);
    }
  }

  @Test
  void aBusThatIsNotThereIsNamedAtOnce() throws IOException {
    Files.writeString(directory.resolve("a.systemd-unit"), "ssh\n");
    Path socket = directory.resolve("bus");
    try (AgentProcess agent = asking(socket, "stdout")) {
      agent.awaitErr("services: nothing to report: " + socket + ": not there");
      assertThat(agent.err()).doesNotContain("does not answer").doesNotContain("failed");
    }
  }

  @Test
  void aBusThatDoesNotAnswerCostsNothingElse() throws IOException {
    Files.writeString(directory.resolve("a.systemd-unit"), "ssh\n");
    Path socket = directory.resolve("bus");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));
      Path lines = directory.resolve("lines.txt");
      try (AgentProcess agent = asking(socket, "file://" + lines)) {
        agent.awaitErr("services: systemd does not answer");
        long before = loads(lines);
        Await.until("the load goes on", () -> loads(lines) > before + 2);
        assertThat(agent.isAlive()).isTrue();
      }
    }
  }

  private AgentProcess asking(Path socket, String output) {
    return AgentProcess.start(
        directory,
        Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + socket),
        "run",
        "--cadence-factor=60",
        "--collect=services,load",
        "--conf-dir=" + directory,
        "--output=" + output);
  }

  private String classesLoaded() {
    Path log = directory.resolve("classes.log");
    List<String> command = new ArrayList<>(AgentProcess.program(AgentProcess.jar()));
    command.add(1, "-Xlog:class+load:file=" + log);
    command.addAll(List.of("print", "--collect=load,services", "--conf-dir=" + directory));
    try (AgentProcess agent =
        AgentProcess.start(
            directory,
            Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + directory.resolve("bus")),
            command)) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();
    }
    return text(log);
  }

  private static long loads(Path lines) {
    return Files.exists(lines)
        ? text(lines).lines().filter(it -> it.contains("sys.load.1")).count()
        : 0;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
