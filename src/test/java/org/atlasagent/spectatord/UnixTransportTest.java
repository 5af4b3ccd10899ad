package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.atlasagent.linux.FileSystemUser;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixTransportTest {
  private static final int NOBODY = 65534;

  @TempDir Path directory;
  private Path path;
  private UnixTransport transport;

  @BeforeEach
  void open() {
    path = directory.resolve("a.unix");
    transport = new UnixTransport(path.toString());
  }

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void aReceiverMayAppearLater() {
    assertThat(send("c:a:1\n")).isEqualTo(dropped("connect: ENOENT"));
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path)) {
      assertThat(send("c:a:2\n")).isEqualTo(Delivery.SENT);
      assertThat(received(receiver)).hasValue("c:a:2");
    }
  }

  @Test
  void theFirstDatagramAfterARestartArrives() {
    try (UnixDatagramReceiver before = UnixDatagramReceiver.bind(path)) {
      assertThat(send("c:a:1\n")).isEqualTo(Delivery.SENT);
      assertThat(received(before)).hasValue("c:a:1");
    }
    try (UnixDatagramReceiver after = UnixDatagramReceiver.bind(path)) {
      assertThat(send("c:a:2\n")).isEqualTo(Delivery.SENT);
      assertThat(received(after)).hasValue("c:a:2");
    }
  }

  @Test
  void aReceiverThatVanishedIsDroppedFor() {
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path)) {
      send("c:a:1\n");
      receiver.leavePath();
      assertThat(send("c:a:2\n")).isEqualTo(dropped("connect: ECONNREFUSED"));
      assertThat(send("c:a:3\n")).isEqualTo(dropped("connect: ECONNREFUSED"));
    }
    assertThat(send("c:a:4\n")).isEqualTo(dropped("connect: ENOENT"));
  }

  @Test
  void aFullQueueNeverBlocksAndDrainsLater() {
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path)) {
      Delivery delivery = Delivery.SENT;
      for (int i = 0; i < 100_000 && delivery.equals(Delivery.SENT); i++) {
        delivery = send("c:a:1\n");
      }
      Delivery full = new Delivery.Dropped("send: the receiver's queue is full (" + path + ")");
      assertThat(delivery).isEqualTo(full);
      assertThat(send("c:a:2\n")).isEqualTo(full);
      assertThat(received(receiver)).hasValue("c:a:1");
      assertThat(send("c:a:3\n")).isEqualTo(Delivery.SENT);
    }
  }

  @Test
  void anotherDaemonMayTakeThePathFromAHangingOne() throws IOException {
    try (UnixDatagramReceiver hanging = UnixDatagramReceiver.bind(path)) {
      Delivery delivery = Delivery.SENT;
      for (int i = 0; i < 100_000 && delivery.equals(Delivery.SENT); i++) {
        delivery = send("c:a:1\n");
      }
      Files.delete(path);
      try (UnixDatagramReceiver other = UnixDatagramReceiver.bind(path)) {
        assertThat(send("c:a:2\n")).isEqualTo(Delivery.SENT);
        assertThat(received(other)).hasValue("c:a:2");
      }
      hanging.leavePath();
    }
  }

  @Test
  void aFileAtThePathIsNoReceiver() throws IOException {
    UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path);
    send("c:a:1\n");
    receiver.close();
    Files.createFile(path);
    assertThat(send("c:a:2\n")).isEqualTo(dropped("connect: ECONNREFUSED"));
    Files.delete(path);
    try (UnixDatagramReceiver again = UnixDatagramReceiver.bind(path)) {
      assertThat(send("c:a:3\n")).isEqualTo(Delivery.SENT);
      assertThat(received(again)).hasValue("c:a:3");
    }
  }

  @Test
  void anotherUsersPrivateSocketIsDenied() throws IOException, InterruptedException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "only the superuser can become another user");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      assertThat(FileSystemUser.ask(NOBODY, () -> send("c:a:1\n")))
          .isEqualTo(dropped("connect: EACCES"));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
      assertThat(FileSystemUser.ask(NOBODY, () -> send("c:a:2\n"))).isEqualTo(Delivery.SENT);
      assertThat(received(receiver)).hasValue("c:a:2");
    }
  }

  @Test
  void aDatagramOfTheBoundArrivesWhole() {
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path)) {
      byte[] lines = "c:abcde:1\n".repeat(transport.bound() / 10).getBytes(US_ASCII);
      assertThat(transport.send(lines, 0, lines.length)).isEqualTo(Delivery.SENT);
      byte[] datagram = receiver.receive(Duration.ofSeconds(10)).orElseThrow();
      assertThat(StrictParser.parse(datagram)).hasSize(6000);
    }
  }

  @Test
  void aProbeTellsWhetherTheReceiverIsThereAndSendsNothing() {
    assertThat(transport.probe()).isEqualTo(dropped("connect: ENOENT"));
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path)) {
      assertThat(transport.probe()).isEqualTo(Delivery.SENT);
      assertThat(receiver.receive(Duration.ZERO)).isEmpty();
      receiver.leavePath();
      assertThat(transport.probe()).isEqualTo(dropped("connect: ECONNREFUSED"));
    }
  }

  @Test
  void theSameProblemIsTheSameAnswer() {
    assertThat(send("c:a:1\n")).isSameAs(send("c:a:2\n"));
  }

  @Test
  void aPathThatNoSocketCanHaveIsRefusedAtOnce() {
    assertThatThrownBy(() -> new UnixTransport("/" + "x".repeat(107)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 107 bytes");
  }

  private Delivery send(String lines) {
    byte[] bytes = ("??" + lines).getBytes(US_ASCII);
    return transport.send(bytes, 2, bytes.length - 2);
  }

  private Delivery dropped(String reason) {
    return new Delivery.Dropped(reason + " (" + path + ")");
  }

  private static Optional<String> received(UnixDatagramReceiver receiver) {
    return receiver.receive(Duration.ofSeconds(10)).map(bytes -> new String(bytes, US_ASCII));
  }
}
