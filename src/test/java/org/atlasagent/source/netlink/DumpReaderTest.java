package org.atlasagent.source.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Test;

/** The ends that a dump can have, and what stands between its entries. */
final class DumpReaderTest {
  private static final DumpRequest REQUEST = DumpRequest.neighbors(IpFamily.V4);
  private static final int ENTRY = 28;
  private static final int DONE = 3;
  private static final int ERROR = 2;
  private static final int INTERRUPTED = 0x10;
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EBUSY = 16;

  private final Counting consumer = new Counting(Integer.MAX_VALUE);

  @Test
  void handsOverEveryEntryUpToTheEnd() {
    assertThat(
            RecordedNetlink.play(
                List.of(join(entry(), entry()), entry(), done(0)), REQUEST, consumer))
        .isEmpty();
    assertThat(consumer.entries).isEqualTo(3);
    assertThat(consumer.begun).isEqualTo(1);
  }

  @Test
  void passesOverAnswersToOtherRequests() {
    byte[] stranger = message(ENTRY, 0, 99, new byte[12]);
    byte[] endOfOther = message(DONE, 0, 99, new byte[4]);

    assertThat(
            RecordedNetlink.play(
                List.of(join(stranger, entry()), endOfOther, done(0)), REQUEST, consumer))
        .isEmpty();
    assertThat(consumer.entries).isEqualTo(1);
  }

  @Test
  void beginsAnewWhenTheTableChanged() {
    List<byte[]> changed = List.of(message(ENTRY, INTERRUPTED, 1, new byte[12]), done(0));
    List<byte[]> quiet = List.of(entry(), entry(), done(0));
    List<DumpReader.End> ends = new ArrayList<>();
    ends.add(read(changed));
    ends.add(read(quiet));

    assertThat(DumpAttempts.run(REQUEST, ends::removeFirst)).isEmpty();
    assertThat(consumer.entries).isEqualTo(2);
    assertThat(consumer.begun).isEqualTo(2);
  }

  @Test
  void givesUpWhenTheTableNeverStaysTheSame() {
    List<byte[]> changed = List.of(entry(), message(DONE, INTERRUPTED, 1, new byte[4]));

    assertThatThrownBy(() -> RecordedNetlink.play(changed, REQUEST, consumer))
        .isInstanceOf(SourceException.class)
        .hasMessage("netlink dump of neighbors v4: the table changed during each of 3 attempts");
    assertThat(consumer.begun).isEqualTo(3);
  }

  @Test
  void tellsARefusalFromAnError() {
    assertThat(RecordedNetlink.play(List.of(error(EPERM)), REQUEST, consumer))
        .contains("netlink dump of neighbors v4: dump: EPERM");
    assertThat(RecordedNetlink.play(List.of(done(ENOENT)), REQUEST, consumer))
        .contains("netlink dump of neighbors v4: dump: ENOENT");
    assertThatThrownBy(() -> RecordedNetlink.play(List.of(error(EBUSY)), REQUEST, consumer))
        .isInstanceOf(SourceException.class)
        .hasMessage("netlink dump of neighbors v4: dump: EBUSY");
  }

  @Test
  void stopsWhenTheConsumerWantsNoMore() {
    Counting two = new Counting(2);

    assertThat(RecordedNetlink.play(List.of(entry(), entry(), entry()), REQUEST, two)).isEmpty();
    assertThat(two.entries).isEqualTo(2);
  }

  @Test
  void doesNotTakeOtherMessagesForEntries() {
    byte[] noop = message(1, 0, 1, new byte[0]);
    byte[] overrun = message(4, 0, 1, new byte[0]);

    assertThat(RecordedNetlink.play(List.of(noop, done(0)), REQUEST, consumer)).isEmpty();
    assertThat(consumer.entries).isZero();
    assertThatThrownBy(() -> RecordedNetlink.play(List.of(overrun, done(0)), REQUEST, consumer))
        .isInstanceOf(SourceException.class)
        .hasMessage("netlink dump of neighbors v4: a message of type 4");
  }

  @Test
  void namesALengthThatCannotBe() {
    byte[] tooShort = entry();
    NativeBytes.put32(tooShort, 0, 15);
    byte[] tooLong = entry();
    NativeBytes.put32(tooLong, 0, -1);

    assertThatThrownBy(() -> RecordedNetlink.play(List.of(tooShort), REQUEST, consumer))
        .hasMessage(
            "netlink dump of neighbors v4: a message of 15 bytes where the datagram has 28 left");
    assertThatThrownBy(() -> RecordedNetlink.play(List.of(tooLong), REQUEST, consumer))
        .hasMessageContaining("a message of 4294967295 bytes");
    assertThatThrownBy(() -> RecordedNetlink.play(List.of(new byte[0]), REQUEST, consumer))
        .hasMessageContaining("a datagram of 0 bytes");
    assertThatThrownBy(() ->
            RecordedNetlink.play(List.of(message(ERROR, 0, 1, new byte[2])), REQUEST, consumer))
        .hasMessageContaining("an error message without an error");
  }

  @Test
  void readsSocketsOfAnOlderKernelWithFewerNumbersAboutMemory() {
    byte[] socket = new byte[72 + 4 + 4 * 7];
    socket[0] = 2;
    socket[1] = 1;
    NativeBytes.put16(socket, 72, 4 + 4 * 7);
    NativeBytes.put16(socket, 74, InetDiagMessage.SKMEMINFO);
    NativeBytes.put32(socket, 76, 512);
    NativeBytes.put32(socket, 76 + 4 * 4, -100);
    List<byte[]> dump = List.of(message(20, 0, 1, socket), done(0));

    Answer<TcpSweep> answer =
        TcpSweep.read(
            (request, sweeper) -> RecordedNetlink.play(dump, request, sweeper), IpFamily.V4);

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Given.class,
            given -> {
              TcpSweep sweep = (TcpSweep) given.snapshot();
              assertThat(sweep.memory(SocketMemory.RECEIVE)).hasValue(512);
              assertThat(sweep.memory(SocketMemory.FORWARD_ALLOC)).hasValue(-100);
              assertThat(sweep.memory(SocketMemory.OPTION)).hasValue(0);
              assertThat(sweep.memory(SocketMemory.BACKLOG)).isEmpty();
            });
  }

  private DumpReader.End read(List<byte[]> datagrams) {
    byte[] buffer = new byte[4096];
    List<byte[]> left = new ArrayList<>(datagrams);
    return new DumpReader(REQUEST, 1, buffer, consumer)
        .read(into -> {
          byte[] datagram = left.removeFirst();
          System.arraycopy(datagram, 0, into, 0, datagram.length);
          return datagram.length;
        });
  }

  private static byte[] entry() {
    return message(ENTRY, 0, 1, new byte[12]);
  }

  private static byte[] done(int errno) {
    return message(DONE, 0, 1, number(-errno));
  }

  private static byte[] error(int errno) {
    return message(ERROR, 0, 1, join(number(-errno), new byte[16]));
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(number).array();
  }

  private static byte[] message(int type, int flags, int sequence, byte[] payload) {
    ByteBuffer message = ByteBuffer.allocate(16 + payload.length).order(ByteOrder.nativeOrder());
    message.putInt(16 + payload.length).putShort((short) type).putShort((short) flags);
    message.putInt(sequence).putInt(0).put(payload);
    return message.array();
  }

  private static byte[] join(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  /** Counts entries since the beginning. */
  private static final class Counting implements MessageConsumer {
    private final int most;
    private int entries;
    private int begun;

    Counting(int most) {
      this.most = most;
    }

    @Override
    public void begin() {
      begun++;
      entries = 0;
    }

    @Override
    public boolean message(byte[] bytes, int offset, int length) {
      entries++;
      return entries < most;
    }
  }
}
