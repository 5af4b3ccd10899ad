package org.atlasagent.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixDatagramClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path directory;

  @Test
  void sendsAndReceivesTheReply() throws IOException {
    Path own = directory.resolve("own");
    Path peer = directory.resolve("server");
    try (UnixDatagramReceiver server = UnixDatagramReceiver.bind(peer);
        UnixDatagramClient client = client(own)) {
      client.send("question".getBytes(UTF_8));
      assertThat(server.receive(PATIENCE)).hasValue("question".getBytes(UTF_8));
      assertThat(client.receive(1)).isEmpty();

      server.sendTo(own, "answer".getBytes(UTF_8));
      assertThat(client.receive((int) PATIENCE.toMillis())).hasValue("answer".getBytes(UTF_8));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
          .isEqualTo("rw-rw-rw-");
    }
    assertThat(own).doesNotExist();
  }

  @Test
  void takesNothingFromOthersThanItsServer() {
    Path own = directory.resolve("own");
    try (UnixDatagramReceiver server = UnixDatagramReceiver.bind(directory.resolve("server"));
        UnixDatagramReceiver stranger = UnixDatagramReceiver.bind(directory.resolve("stranger"));
        UnixDatagramClient client = client(own)) {
      assertThat(server).isNotNull();
      assertThatThrownBy(() -> stranger.sendTo(own, new byte[1]))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining("EPERM");
      assertThat(client.receive(1)).isEmpty();
    }
  }

  @Test
  void replacesWhatAKilledProcessLeft() {
    Path own = directory.resolve("own");
    UnixDatagramReceiver.bind(own).leavePath();
    try (UnixDatagramReceiver server = UnixDatagramReceiver.bind(directory.resolve("server"));
        UnixDatagramClient client = client(own)) {
      client.send(new byte[] {7});
      assertThat(server.receive(PATIENCE)).hasValue(new byte[] {7});
    }
  }

  @Test
  void aServerThatIsNotThereIsAFailureAndLeavesNothingBehind() throws IOException {
    assertThatThrownBy(() -> client(directory.resolve("own")))
        .isInstanceOf(LinuxException.class)
        .hasMessage("connect: ENOENT (" + directory.resolve("server") + ")");
    assertThat(directory).isEmptyDirectory();

    UnixDatagramReceiver.bind(directory.resolve("server")).leavePath();
    assertThatThrownBy(() -> client(directory.resolve("own")))
        .isInstanceOf(LinuxException.class)
        .hasMessage("connect: ECONNREFUSED (" + directory.resolve("server") + ")");
    assertThat(directory.resolve("own")).doesNotExist();
  }

  @Test
  void aDirectoryThatIsNotThereIsAFailure() {
    Path own = directory.resolve("none/own");
    try (UnixDatagramReceiver server = UnixDatagramReceiver.bind(directory.resolve("server"))) {
      assertThat(server).isNotNull();
      assertThatThrownBy(() -> client(own))
          .isInstanceOf(LinuxException.class)
          .hasMessage("bind: ENOENT (" + own + ")");
    }
  }

  private UnixDatagramClient client(Path own) {
    return new UnixDatagramClient(directory.resolve("server").toString(), own.toString(), 100);
  }
}
