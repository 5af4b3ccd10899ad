package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Test;

/** Pages that make-ebs-pages.py wrote, and what is left of them when they are damaged. */
class EbsLogPageTest {
  private static final Path PAGES = Path.of("src/test/resources/hosts/modern/replies/ebs");

  private static final int FIRST_HISTOGRAM = 512;

  private static byte[] page() {
    try {
      return Files.readAllBytes(PAGES.resolve("nvme0n1.bin"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyNumberHasItsPlace() {
    EbsLogPage page = EbsLogPage.parse("/dev/x", page());

    assertThat(page.reads()).isEqualTo(123456);
    assertThat(page.writes()).isEqualTo(654321);
    assertThat(page.readBytes()).isEqualTo(Long.MIN_VALUE + 5);
    assertThat(page.writtenBytes()).isEqualTo(9876543210L);
    assertThat(page.readMicros()).isEqualTo(1500000);
    assertThat(page.writeMicros()).isEqualTo(2000001);
    assertThat(page.volumeIopsExceededMicros()).isEqualTo(10);
    assertThat(page.volumeThroughputExceededMicros()).isZero();
    assertThat(page.instanceIopsExceededMicros()).isEqualTo(999999);
    assertThat(page.instanceThroughputExceededMicros()).isEqualTo(1234567);
    assertThat(page.queueLength()).isEqualTo(17);
    for (int bin = 0; bin < EbsLogPage.BINS; bin++) {
      assertThat(page.readLatency().orElseThrow().count(bin)).isEqualTo((long) bin * bin);
      assertThat(page.writeLatency().orElseThrow().count(bin)).isEqualTo(3L * bin + 1);
    }
  }

  @Test
  void theBinsArePowersOfTwo() {
    assertThat(EbsLogPage.lowerMicros(0)).isZero();
    assertThat(EbsLogPage.lowerMicros(1)).isEqualTo(1);
    assertThat(EbsLogPage.lowerMicros(2)).isEqualTo(2);
    assertThat(EbsLogPage.lowerMicros(27)).isEqualTo(67108864);
  }

  @Test
  void aCountIsUnsigned() {
    byte[] page = page();
    ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(FIRST_HISTOGRAM + 8 + 16, -1);

    assertThat(EbsLogPage.parse("/dev/x", page).readLatency().orElseThrow().count(0))
        .isEqualTo(4294967295L);
  }

  @Test
  void otherBinsAreNoHistogram() {
    byte[] more = page();
    more[FIRST_HISTOGRAM] = 29;
    assertThat(EbsLogPage.parse("/dev/x", more).readLatency()).isEmpty();
    assertThat(EbsLogPage.parse("/dev/x", more).writeLatency()).isPresent();

    byte[] shifted = page();
    shifted[FIRST_HISTOGRAM + 8 + 3 * 24] = 5;
    assertThat(EbsLogPage.parse("/dev/x", shifted).readLatency()).isEmpty();
    assertThat(EbsLogPage.parse("/dev/x", shifted).reads()).isEqualTo(123456);
  }

  @Test
  void anotherMagicNumberIsNoVolume() {
    byte[] page = page();
    page[0]++;

    assertThatThrownBy(() -> EbsLogPage.parse("/dev/nvme1n1", page))
        .isInstanceOf(SourceException.class)
        .hasMessage("/dev/nvme1n1: not an EBS volume: its log page has no such magic number");
  }

  @Test
  void everyShorterPageIsRefused() {
    for (int length = 0; length < EbsLogPage.BYTES; length += 13) {
      byte[] cut = Arrays.copyOf(page(), length);
      assertThatThrownBy(() -> EbsLogPage.parse("/dev/x", cut))
          .isInstanceOf(SourceException.class)
          .hasMessage("/dev/x: the log page has %d bytes, not 4096".formatted(cut.length));
    }
  }

  @Test
  void randomBytesBehindTheMagicNumberAreNumbers() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      byte[] page = page();
      byte[] noise = new byte[page.length - 4];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, page, 4, noise.length);

      assertThat(EbsLogPage.parse("/dev/x", page).readLatency()).isEmpty();
    }
  }
}
