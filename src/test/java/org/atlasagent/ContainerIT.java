package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runtime image as the Containerfile and the DaemonSet start it: in a root directory with
 * nothing but the C library, as a user without rights, this machine at /host.
 */
class ContainerIT {
  private static final String ARCHIVE = "lib/atlas-system-agent/atlas-system-agent.aot";
  private static final String ARCHIVE_OR_NOTHING = "-XX:AOTMode=on";
  private static final String SOCKET = "/run/spectatord/spectatord.unix";
  private static final int SOCKET_GROUP = 4242;

  @TempDir private static Path image = Path.of("");
  private static ContainerTree tree;

  @TempDir private Path directory = Path.of("");

  @BeforeAll
  static void makeTree() throws IOException {
    tree = ContainerTree.make(Files.createDirectory(image.resolve("root")));
  }

  @BeforeEach
  void letOthersPass() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @Test
  void itsClassesComeFromItsArchive() {
    Map<String, String> told =
        Map.of("JDK_JAVA_OPTIONS", ARCHIVE_OR_NOTHING + " -Xlog:class+load=info");
    try (AgentProcess agent = start(told, "--version")) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();
      assertThat(agent.out())
          .contains("org.atlasagent.Main source: shared objects file")
          .containsPattern("(?m)^atlas-system-agent ");
    }
  }

  @Test
  void withoutItsArchiveTheDocumentedCheckFailsAndTheAgentRuns() throws IOException {
    Path aside = Files.move(tree.file(ARCHIVE), tree.file(ARCHIVE + ".aside"));
    try (AgentProcess check = start(Map.of("JDK_JAVA_OPTIONS", ARCHIVE_OR_NOTHING), "--version");
        AgentProcess agent = start(Map.of(), "--version")) {
      assertThat(check.exitCode()).isNotZero();
      assertThat(agent.exitCode()).as(agent.err()).isZero();
    } finally {
      Files.move(aside, tree.file(ARCHIVE));
    }
  }

  @Test
  void printsTheHost() {
    try (AgentProcess agent = start(Map.of(), "print", "--root=/host")) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();

      Received received = new Received("atlas-system-agent");
      agent.out().lines().forEach(received::add);
      assertThat(received.has("sys.load.1")).isTrue();
      assertThat(received.has("net.ip.datagrams")).isTrue();
      assertThat(received.has("disk.bytesUsed")).isTrue();
    }
  }

  @Test
  void theDaemonSetReportsToASocketOfItsGroupAndEndsWhenAsked() throws IOException {
    try (UnixDatagramReceiver receiver = receiver();
        AgentProcess agent = daemonSet(SOCKET_GROUP)) {
      Received received = new Received("atlas-system-agent");
      Await.until(
          "the host is reported",
          () -> {
            receiver.receive(Duration.ofMillis(100)).ifPresent(received::add);
            return received.has("sys.load.1") && received.has("net.tcp.connectionStates");
          });

      agent.signalInnermost("TERM");
      assertThat(agent.exitCode()).as(agent.err()).isZero();
    }
  }

  @Test
  void withoutTheGroupTheSocketIsOutOfReach() throws IOException {
    try (UnixDatagramReceiver receiver = receiver();
        AgentProcess agent = daemonSet(SOCKET_GROUP + 1)) {
      agent.awaitErr("EACCES");
      assertThat(receiver.receive(Duration.ZERO)).isEmpty();
    }
  }

  private AgentProcess start(Map<String, String> environment, String... arguments) {
    return AgentProcess.start(
        directory, environment, tree.command(tree.user(), "65532", List.of(arguments)));
  }

  /** The agent as the DaemonSet starts it, with another socket and the group of that. */
  private AgentProcess daemonSet(int group) throws IOException {
    PodSpec pod =
        KubernetesManifest.daemonSet(
                Files.readString(Path.of("packaging/kubernetes/daemonset.yaml")))
            .getSpec()
            .getTemplate()
            .getSpec();
    PodSecurityContext security = pod.getSecurityContext();
    String user = security.getRunAsUser() + ":" + security.getRunAsGroup();
    List<String> arguments =
        pod.getContainers().getFirst().getArgs().stream()
            .map(argument -> argument.replace(SOCKET, socket().toString()))
            .toList();
    assertThat(arguments).contains("--output=unix:///host" + socket());
    return AgentProcess.start(
        directory, Map.of(), tree.command(user, String.valueOf(group), arguments));
  }

  /** SpectatorD's end, to which a group may write. */
  private UnixDatagramReceiver receiver() throws IOException {
    UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(socket());
    Files.setAttribute(socket(), "unix:gid", SOCKET_GROUP);
    Files.setPosixFilePermissions(socket(), PosixFilePermissions.fromString("rw-rw----"));
    return receiver;
  }

  private Path socket() {
    return directory.resolve("spectatord.unix");
  }
}
