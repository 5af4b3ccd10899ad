package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StreamTransportTest {
  private static final byte[] LINES = "??c:a:1\nc:a:2\n".getBytes(US_ASCII);

  @Test
  void writesAndFlushesWholeRounds() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamTransport transport = new StreamTransport(new BufferedOutputStream(bytes), "stdout");
    assertThat(transport.send(LINES, 2, LINES.length - 2)).isEqualTo(Delivery.SENT);
    assertThat(bytes).hasToString("c:a:1\nc:a:2\n");
    assertThat(transport.bound()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aWriteErrorIsAnAnswer() throws IOException {
    try (FileOutputStream full = new FileOutputStream("/dev/full")) {
      StreamTransport transport = new StreamTransport(full, "stdout");
      assertThat(transport.send(LINES, 2, LINES.length - 2))
          .isEqualTo(new Delivery.Dropped("write: No space left on device (stdout)"));
    }
  }

  @Test
  void theStandardOutputStaysOpen() {
    byte[] nothing = {};
    for (int i = 0; i < 2; i++) {
      StreamTransport output = StreamTransport.standardOutput();
      assertThat(output.send(nothing, 0, 0)).isEqualTo(Delivery.SENT);
      output.close();
    }
  }

  @Test
  void nowhereTakesEverything() {
    NoTransport nowhere = new NoTransport();
    assertThat(nowhere.send(LINES, 2, LINES.length - 2)).isEqualTo(Delivery.SENT);
    assertThat(nowhere.probe()).isEqualTo(Delivery.SENT);
    assertThat(nowhere.bound()).isEqualTo(Integer.MAX_VALUE);
    nowhere.close();
  }
}
