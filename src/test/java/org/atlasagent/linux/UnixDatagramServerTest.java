package org.atlasagent.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixDatagramServerTest {
  private static final int PATIENCE = 10_000;

  @TempDir private Path directory = Path.of("");

  @Test
  void receivesOneDatagramAfterTheOther() throws IOException {
    byte[] into = new byte[100];
    try (UnixDatagramServer server = server("a");
        UnixDatagramSocket client = client("a")) {
      assertThat(server.receive(into, 1)).isZero();
      client.send("first".getBytes(UTF_8), 0, 5);
      client.send("second".getBytes(UTF_8), 0, 6);

      assertThat(server.receive(into, PATIENCE)).isEqualTo(5);
      assertThat(server.receive(into, PATIENCE)).isEqualTo(6);
      assertThat(new String(into, 0, 6, UTF_8)).isEqualTo("second");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path("a"))))
          .isEqualTo("rw-rw-rw-");
    }
    assertThat(path("a")).doesNotExist();
  }

  @Test
  void cutsOffWhatDoesNotFit() {
    byte[] large = new byte[1000];
    Arrays.fill(large, (byte) 7);
    byte[] into = new byte[2000];
    try (UnixDatagramServer server = server("a");
        UnixDatagramSocket client = client("a")) {
      client.send(large, 0, large.length);

      assertThat(server.receive(into, PATIENCE)).isEqualTo(100);
    }
  }

  @Test
  void replacesWhatAKilledProcessLeft() {
    UnixDatagramReceiver.bind(path("a")).leavePath();
    assertThat(path("a")).exists();
    try (UnixDatagramServer server = server("a");
        UnixDatagramSocket client = client("a")) {
      client.send(new byte[] {7}, 0, 1);

      assertThat(server.receive(new byte[10], PATIENCE)).isEqualTo(1);
    }
  }

  @Test
  void leavesAloneWhoListensThereAndWhatIsNoSocket() throws IOException {
    try (UnixDatagramReceiver other = UnixDatagramReceiver.bind(path("a"))) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> server("a"))
          .isInstanceOf(LinuxException.class)
          .hasMessage("bind: EADDRINUSE (" + path("a") + ")");
      assertThat(path("a")).exists();
    }
    Files.writeString(path("b"), "precious");
    assertThatThrownBy(() -> server("b")).hasMessageContaining("EADDRINUSE");
    assertThat(path("b")).hasContent("precious");
  }

  @Test
  void saysThatThereIsNoDirectory() {
    assertThatThrownBy(() -> server("no/a")).hasMessageContaining("bind: ENOENT");
  }

  private UnixDatagramServer server(String name) {
    return new UnixDatagramServer(path(name).toString(), 100);
  }

  private UnixDatagramSocket client(String name) {
    UnixDatagramSocket client = new UnixDatagramSocket(path(name).toString(), 1000);
    assertThat(client.connect()).isEqualTo(Errno.NONE);
    return client;
  }

  private Path path(String name) {
    return directory.resolve(name);
  }
}
