package org.atlasagent.source.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come as a dump, reading it ends, with an answer or with an error of ours. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class DamagedDumpsTest {
  private static final int RANDOM_DAMAGES = 5000;

  static Stream<Arguments> everyDump() {
    return Stream.of(IpFamily.values()).flatMap(DamagedDumpsTest::dumpsOf);
  }

  private static Stream<Arguments> dumpsOf(IpFamily family) {
    return Stream.of(
        dump(DumpRequest.tcp(family), netlink -> TcpSweep.read(netlink, family)),
        dump(DumpRequest.udp(family), netlink -> UdpSweep.read(netlink, family)),
        dump(DumpRequest.neighbors(family), netlink -> Neighbors.read(netlink, family)),
        dump(DumpRequest.addresses(family), netlink -> Addresses.read(netlink, family)),
        dump(DumpRequest.routes(family), netlink -> DefaultRoutes.read(netlink, family, 100)),
        dump(DumpRequest.links(), LinkNames::read));
  }

  private static Arguments dump(DumpRequest request, Function<Netlink, Answer<?>> read) {
    return Arguments.argumentSet(
        request.title(), new RecordedNetlink("dual").datagrams(request), read);
  }

  @ParameterizedTest
  @MethodSource("everyDump")
  void saysSoWhenTheDumpIsCutAnywhere(List<byte[]> datagrams, Function<Netlink, Answer<?>> read) {
    for (int i = 0; i < datagrams.size(); i++) {
      for (int length = 0; length < datagrams.get(i).length; length++) {
        List<byte[]> cut = new ArrayList<>(datagrams.subList(0, i));
        cut.add(Arrays.copyOf(datagrams.get(i), length));
        assertThatThrownBy(() -> read.apply(playing(cut)))
            .as("datagram %d cut to %d bytes", i, length)
            .isInstanceOf(SourceException.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyDump")
  void survivesEveryLength(List<byte[]> datagrams, Function<Netlink, Answer<?>> read) {
    for (int i = 0; i < datagrams.size(); i++) {
      for (int at = 0; at + 1 < datagrams.get(i).length; at += 2) {
        for (int length : new int[] {0, 1, 3, 4, 5, 15, 16, 17, 0x7fff, 0xffff}) {
          List<byte[]> damaged = copy(datagrams);
          NativeBytes.put16(damaged.get(i), at, length);
          survives(damaged, read);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyDump")
  void survivesRandomDamage(List<byte[]> datagrams, Function<Netlink, Answer<?>> read) {
    Random random = new Random(42);
    for (int i = 0; i < RANDOM_DAMAGES; i++) {
      List<byte[]> damaged = copy(datagrams);
      byte[] one = damaged.get(random.nextInt(damaged.size()));
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        one[random.nextInt(one.length)] = (byte) random.nextInt();
      }
      survives(damaged, read);
    }
  }

  private static void survives(List<byte[]> datagrams, Function<Netlink, Answer<?>> read) {
    Throwable thrown = catchThrowable(() -> read.apply(playing(datagrams)));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(SourceException.class);
    }
  }

  private static List<byte[]> copy(List<byte[]> datagrams) {
    return datagrams.stream().map(byte[]::clone).toList();
  }

  private static Netlink playing(List<byte[]> datagrams) {
    return (request, consumer) -> RecordedNetlink.play(datagrams, request, consumer);
  }
}
