package org.atlasagent.source.netlink;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atlasagent.testing.Parsing;
import org.junit.jupiter.params.provider.MethodSource;

/** Netlink dumps of which any byte, any length and any nesting may be wrong. */
class DumpsFuzzTest {
  private static final int LONGEST_DATAGRAM = 32 << 10;

  /** What can be dumped; the first byte of an input chooses one of them, of either family. */
  private static final List<Dump> DUMPS =
      List.of(
          new Dump(TcpSweep::read, DumpRequest::tcp),
          new Dump(UdpSweep::read, DumpRequest::udp),
          new Dump(Neighbors::read, DumpRequest::neighbors),
          new Dump(Addresses::read, DumpRequest::addresses),
          new Dump(
              (netlink, family) -> DefaultRoutes.read(netlink, family, 3), DumpRequest::routes),
          new Dump((netlink, family) -> LinkNames.read(netlink), family -> DumpRequest.links()));

  private record Dump(
      BiFunction<Netlink, IpFamily, Answer<?>> read, Function<IpFamily, DumpRequest> request) {}

  static Stream<byte[]> seeds() {
    return IntStream.range(0, 2 * DUMPS.size()).mapToObj(DumpsFuzzTest::seed);
  }

  /** A whole dump: each datagram behind its length. */
  private static byte[] seed(int choice) {
    DumpRequest request = dump(choice).request().apply(family(choice));
    ByteArrayOutputStream seed = new ByteArrayOutputStream();
    seed.write(choice);
    for (byte[] datagram : new RecordedNetlink("dual").datagrams(request)) {
      seed.writeBytes(
          ByteBuffer.allocate(2)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putShort((short) datagram.length)
              .array());
      seed.writeBytes(datagram);
    }
    return seed.toByteArray();
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyDatagrams(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int choice = input[0] & 0xff;
    List<byte[]> datagrams = datagrams(ByteBuffer.wrap(input, 1, input.length - 1));
    Parsing.survives(input.length, () -> read(choice, datagrams));
  }

  private static void read(int choice, List<byte[]> datagrams) {
    var _ =
        dump(choice)
            .read()
            .apply(
                (request, consumer) -> RecordedNetlink.play(datagrams, request, consumer),
                family(choice));
  }

  private static List<byte[]> datagrams(ByteBuffer input) {
    input.order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> datagrams = new ArrayList<>();
    while (input.remaining() > 2) {
      int length = Math.min(input.getShort() & 0xffff, input.remaining());
      byte[] datagram = new byte[Math.min(length, LONGEST_DATAGRAM)];
      input.get(datagram);
      datagrams.add(datagram);
    }
    return datagrams;
  }

  private static Dump dump(int choice) {
    return DUMPS.get(choice / 2 % DUMPS.size());
  }

  private static IpFamily family(int choice) {
    return choice % 2 == 0 ? IpFamily.V4 : IpFamily.V6;
  }
}
