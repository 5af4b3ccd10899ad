package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Test;

/** Replies that chronyd 4.3 gave, whole and damaged. */
class ChronyReplyTest {
  private static final Path REPLIES = Path.of("src/test/resources/hosts/modern/replies/chrony");

  /** The sequence number with which the replies were recorded. */
  private static final int SEQUENCE = 7;

  private static final int STATUS_AT = 8;

  @Test
  void countsTheSources() throws IOException {
    assertThat(ChronyReply.numberOfSources(recorded("14"), SEQUENCE, "x")).isEqualTo(3);
  }

  @Test
  void tellsTheSelectedSourceFromOthers() throws IOException {
    assertThat(source(recorded("15-1"))).isEqualTo(new ChronyReply.Source(true, 6));
    assertThat(source(recorded("15-2"))).isEqualTo(new ChronyReply.Source(false, 6));
  }

  @Test
  void aSourceThatWasNeverReachedHasNoSample() throws IOException {
    assertThat(source(recorded("15-0")).hasSample()).isFalse();
  }

  @Test
  void aSourceThatWentAwayIsNotSelected() throws IOException {
    byte[] reply = Arrays.copyOf(recorded("15-1"), 28);
    reply[STATUS_AT + 1] = 4;
    assertThat(source(reply)).isEqualTo(ChronyReply.Source.GONE);
  }

  @Test
  void aRefusalNamesItsStatus() throws IOException {
    byte[] reply = Arrays.copyOf(recorded("15-1"), 28);
    reply[STATUS_AT + 1] = 2;
    assertThatThrownBy(() -> ChronyReply.sourceData(reply, SEQUENCE, "chronyd at x"))
        .isInstanceOf(SourceException.class)
        .hasMessage("chronyd at x: not a reply of chronyd: status 2, not 0");
  }

  @Test
  void aReplyOfAnotherLengthIsAnError() throws IOException {
    for (String name : new String[] {"14", "15-1"}) {
      byte[] good = recorded(name);
      for (int length = 0; length <= good.length + 8; length++) {
        if (length != good.length) {
          byte[] bad = Arrays.copyOf(good, length);
          assertThatThrownBy(() -> parse(name, bad))
              .as("%d bytes", length)
              .isInstanceOf(SourceException.class);
        }
      }
    }
  }

  @Test
  void aHeadThatDoesNotFitTheRequestIsAnError() throws IOException {
    byte[] good = recorded("14");
    // Version, type; command, kind of reply, status; sequence. The others are padding.
    for (int at : new int[] {0, 1, 4, 5, 6, 7, 8, 9, 16, 17, 18, 19}) {
      byte[] bad = good.clone();
      bad[at] ^= 0x40;
      assertThatThrownBy(() -> parse("14", bad))
          .as("byte %d", at)
          .isInstanceOf(SourceException.class);
    }
  }

  @Test
  void noBytesAtAllMakeAnotherError() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThatThrownBy(() -> parse("14", bytes)).isInstanceOf(SourceException.class);
      assertThatThrownBy(() -> parse("15-1", bytes)).isInstanceOf(SourceException.class);
    }
  }

  @Test
  void aRequestIsAsLongAsItsReply() throws IOException {
    assertThat(ChronyRequest.numberOfSources(1)).hasSameSizeAs(recorded("14"));
    ByteBuffer request = ByteBuffer.wrap(ChronyRequest.sourceData(0x01020304, 9));
    assertThat(request.array()).hasSameSizeAs(recorded("15-1"));
    assertThat(request.get(0)).isEqualTo((byte) 6);
    assertThat(request.getShort(4)).isEqualTo((short) 15);
    assertThat(request.getInt(8)).isEqualTo(0x01020304);
    assertThat(request.getInt(20)).isEqualTo(9);
  }

  private static void parse(String name, byte[] reply) {
    if (name.equals("14")) {
      long _ = ChronyReply.numberOfSources(reply, SEQUENCE, "x");
    } else {
      ChronyReply.Source _ = source(reply);
    }
  }

  private static ChronyReply.Source source(byte[] reply) {
    return ChronyReply.sourceData(reply, SEQUENCE, "x");
  }

  private static byte[] recorded(String name) throws IOException {
    return Files.readAllBytes(REPLIES.resolve(name + ".bin"));
  }
}
