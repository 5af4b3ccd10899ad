package org.atlasagent.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.atlasagent.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixDatagramSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path directory;

  @Test
  void sendsTheAskedForPartAsOneDatagram() {
    Path path = directory.resolve("a.unix");
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path);
        UnixDatagramSocket socket = new UnixDatagramSocket(path.toString(), 100)) {
      assertThat(socket.connect()).isEqualTo(Errno.NONE);
      assertThat(socket.send("..hello..".getBytes(UTF_8), 2, 5)).isEqualTo(Errno.NONE);
      assertThat(receiver.receive(PATIENCE)).hasValue("hello".getBytes(UTF_8));
      assertThat(receiver.receive(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void aNameInTheAbstractNamespaceIsNoPath() {
    Path name = Path.of("@atlas-system-agent-socket-" + ProcessHandle.current().pid());
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(name);
        UnixDatagramSocket socket = new UnixDatagramSocket(name.toString(), 100)) {
      assertThat(name).doesNotExist();
      assertThat(socket.connect()).isEqualTo(Errno.NONE);
      assertThat(socket.send(new byte[] {7}, 0, 1)).isEqualTo(Errno.NONE);
      assertThat(receiver.receive(PATIENCE)).hasValue(new byte[] {7});
      // No other program writes NULs behind a name.
      assertThat(Command.output("cat", "/proc/net/unix")).contains(name + "\n");
    }
    assertThat(new UnixDatagramSocket("@" + "x".repeat(107), 1).connect())
        .isEqualTo(Errno.ECONNREFUSED);
  }

  @Test
  void anAbsentReceiverIsAnAnswer() {
    try (UnixDatagramSocket socket =
        new UnixDatagramSocket(directory.resolve("none").toString(), 100)) {
      assertThat(socket.connect()).isEqualTo(Errno.ENOENT);
      assertThat(socket.isConnected()).isFalse();
      assertThat(socket.send(new byte[1], 0, 1)).isEqualTo(Errno.ENOTCONN);
    }
  }

  @Test
  void aReceiverThatIsGoneIsAnAnswer() {
    Path path = directory.resolve("a.unix");
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path);
        UnixDatagramSocket socket = new UnixDatagramSocket(path.toString(), 100)) {
      assertThat(socket.connect()).isEqualTo(Errno.NONE);
      receiver.leavePath();
      assertThat(socket.send(new byte[1], 0, 1)).isEqualTo(Errno.ECONNREFUSED);
      assertThat(socket.connect()).isEqualTo(Errno.ECONNREFUSED);
    }
  }

  @Test
  void aFullQueueIsAnAnswerAtOnce() {
    Path path = directory.resolve("a.unix");
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path);
        UnixDatagramSocket socket = new UnixDatagramSocket(path.toString(), 100)) {
      socket.connect();
      Errno answer = Errno.NONE;
      for (int i = 0; i < 100_000 && !answer.failed(); i++) {
        answer = socket.send(new byte[1], 0, 1);
      }
      assertThat(answer).isEqualTo(Errno.EAGAIN);
      assertThat(receiver.receive(PATIENCE)).isPresent();
      assertThat(socket.send(new byte[1], 0, 1)).isEqualTo(Errno.NONE);
    }
  }

  @Test
  void moreThanItsBufferIsTooLong() {
    Path path = directory.resolve("a.unix");
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path);
        UnixDatagramSocket socket = new UnixDatagramSocket(path.toString(), 10)) {
      socket.connect();
      assertThat(socket.send(new byte[11], 0, 11)).isEqualTo(Errno.EMSGSIZE);
      assertThat(socket.send(new byte[10], 0, 10)).isEqualTo(Errno.NONE);
      assertThat(receiver.receive(PATIENCE)).hasValue(new byte[10]);
    }
  }

  @Test
  @SuppressWarnings("try") // closing early is the subject
  void aClosedSocketCanBeConnectedAgain() {
    Path path = directory.resolve("a.unix");
    try (UnixDatagramReceiver receiver = UnixDatagramReceiver.bind(path);
        UnixDatagramSocket socket = new UnixDatagramSocket(path.toString(), 10)) {
      socket.connect();
      socket.close();
      socket.close();
      assertThat(socket.isConnected()).isFalse();
      assertThat(socket.connect()).isEqualTo(Errno.NONE);
      socket.send(new byte[] {7}, 0, 1);
      assertThat(receiver.receive(PATIENCE)).hasValue(new byte[] {7});
    }
  }

  @Test
  void aPathHasAtMost107Bytes() {
    String longest = "/" + "é".repeat(53);
    assertThat(new UnixDatagramSocket(longest, 1).isConnected()).isFalse();
    assertThatThrownBy(() -> new UnixDatagramSocket(longest + "x", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the path of a unix socket has at most 107 bytes, this one has 108: " + longest + "x");
  }

  @Test
  void aPathIsNotEmptyAndHasNoNul() {
    assertThatThrownBy(() -> new UnixDatagramSocket("", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new UnixDatagramSocket("@", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new UnixDatagramSocket("/a\0b", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NUL");
  }
}
