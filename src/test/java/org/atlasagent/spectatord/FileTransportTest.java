package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTransportTest {
  @TempDir Path directory;

  @Test
  void appendsToWhatIsThere() throws IOException {
    Path file = Files.writeString(directory.resolve("lines"), "c:a:0\n");
    try (FileTransport transport = new FileTransport(file)) {
      assertThat(send(transport, "c:a:1\n")).isEqualTo(Delivery.SENT);
      assertThat(send(transport, "c:a:2\n")).isEqualTo(Delivery.SENT);
      assertThat(file).hasContent("c:a:0\nc:a:1\nc:a:2\n");
    }
  }

  @Test
  void makesAMissingFile() {
    Path file = directory.resolve("lines");
    try (FileTransport transport = new FileTransport(file)) {
      assertThat(send(transport, "c:a:1\n")).isEqualTo(Delivery.SENT);
      assertThat(file).hasContent("c:a:1\n");
    }
  }

  @Test
  void aMissingDirectoryIsAnAnswerUntilItIsThere() throws IOException {
    Path file = directory.resolve("later/lines");
    try (FileTransport transport = new FileTransport(file)) {
      assertThat(send(transport, "c:a:1\n"))
          .isEqualTo(new Delivery.Dropped("write: " + file + " (No such file or directory)"));
      Files.createDirectory(file.getParent());
      assertThat(send(transport, "c:a:2\n")).isEqualTo(Delivery.SENT);
      assertThat(file).hasContent("c:a:2\n");
    }
  }

  @Test
  void aFullDeviceIsAnAnswer() {
    try (FileTransport transport = new FileTransport(Path.of("/dev/full"))) {
      Delivery full = new Delivery.Dropped("write: No space left on device (/dev/full)");
      assertThat(send(transport, "c:a:1\n")).isEqualTo(full);
      assertThat(send(transport, "c:a:2\n")).isEqualTo(full);
    }
  }

  @Test
  void aProbeLooksAndWritesNothing() {
    Path file = directory.resolve("lines");
    try (FileTransport possible = new FileTransport(file);
        FileTransport impossible = new FileTransport(directory.resolve("none/lines"))) {
      assertThat(possible.probe()).isEqualTo(Delivery.SENT);
      assertThat(file).doesNotExist();
      assertThat(impossible.probe()).isInstanceOf(Delivery.Dropped.class);
    }
  }

  private static Delivery send(FileTransport transport, String lines) {
    byte[] bytes = ("??" + lines).getBytes(US_ASCII);
    return transport.send(bytes, 2, bytes.length - 2);
  }
}
