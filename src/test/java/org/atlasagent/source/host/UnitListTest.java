package org.atlasagent.source.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are written here by the rules of the D-Bus specification. */
final class UnitListTest {
  private static final List<ServiceUnit> UNITS =
      List.of(
          new ServiceUnit("a.service", "active", "running", "/u/a"),
          new ServiceUnit("söme-thing.mount", "failed", "failed", "/u/some_2dthing"),
          new ServiceUnit("b.service", "inactive", "dead", "/u/b"));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyWantedUnitIsReadInBothByteOrders(boolean bigEndian) throws IOException {
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] body = body(order, UNITS);

    assertThat(read(order, body, name -> true)).isEqualTo(UNITS);
    assertThat(read(order, body, name -> name.charAt(0) == 'b')).containsExactly(UNITS.getLast());
  }

  @Test
  void aListMayBeEmpty() throws IOException {
    byte[] body = body(ByteOrder.LITTLE_ENDIAN, List.of());

    assertThat(read(ByteOrder.LITTLE_ENDIAN, body, name -> true)).isEmpty();
  }

  @Test
  void aListThatIsCutOffAnywhereIsNotTaken() {
    byte[] body = body(ByteOrder.LITTLE_ENDIAN, UNITS);
    for (int length = 0; length < body.length; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      assertThatExceptionOfType(ProtocolException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> read(ByteOrder.LITTLE_ENDIAN, cut, name -> true));
      assertThatExceptionOfType(ProtocolException.class)
          .as("%d bytes of no interest", length)
          .isThrownBy(() -> read(ByteOrder.LITTLE_ENDIAN, cut, name -> false));
    }
  }

  @Test
  void aLengthThatCannotBeIsNoReasonToReadForEver() {
    byte[] body = body(ByteOrder.LITTLE_ENDIAN, UNITS);
    for (int place : new int[] {0, 8}) {
      for (int length : new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        byte[] wrong = body.clone();
        ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN).putInt(place, length);
        assertThatExceptionOfType(ProtocolException.class)
            .as("%d at %d", length, place)
            .isThrownBy(() -> read(ByteOrder.LITTLE_ENDIAN, wrong, name -> true));
      }
    }
  }

  @Test
  void aListMayBeLongerThanAnyBuffer() throws IOException {
    List<ServiceUnit> units = Collections.nCopies(3000, UNITS.getFirst());
    byte[] body = body(ByteOrder.LITTLE_ENDIAN, units);

    assertThat(read(ByteOrder.LITTLE_ENDIAN, body, name -> true)).isEqualTo(units);
    assertThat(read(ByteOrder.LITTLE_ENDIAN, body, name -> false)).isEmpty();
  }

  private static List<ServiceUnit> read(
      ByteOrder order, byte[] body, Predicate<CharSequence> wanted) throws IOException {
    BusInput input = new BusInput(Channels.newChannel(new ByteArrayInputStream(body)));
    input.order(order);
    input.begin(body.length);
    return UnitList.read(input, wanted);
  }

  private static byte[] body(ByteOrder order, List<ServiceUnit> units) {
    ByteBuffer body = ByteBuffer.allocate(128 + 128 * units.size()).order(order);
    body.putInt(0);
    align(body, 8);
    int start = body.position();
    for (ServiceUnit unit : units) {
      align(body, 8);
      text(body, unit.name());
      text(body, "what it is");
      text(body, "loaded");
      text(body, unit.active());
      text(body, unit.sub());
      text(body, "");
      text(body, unit.path());
      align(body, 4);
      body.putInt(4711);
      text(body, "start");
      text(body, "/");
    }
    body.putInt(0, body.position() - start);
    byte[] bytes = new byte[body.flip().remaining()];
    body.get(bytes);
    return bytes;
  }

  private static void text(ByteBuffer body, String text) {
    align(body, 4);
    byte[] bytes = text.getBytes(UTF_8);
    body.putInt(bytes.length).put(bytes).put((byte) 0);
  }

  private static void align(ByteBuffer body, int bytes) {
    while (body.position() % bytes != 0) {
      body.put((byte) 0);
    }
  }
}
