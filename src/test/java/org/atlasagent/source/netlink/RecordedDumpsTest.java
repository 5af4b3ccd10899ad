package org.atlasagent.source.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.atlasagent.source.procfs.TcpState;
import org.junit.jupiter.api.Test;

/**
 * What the sources make of recorded dumps. The expected numbers were counted in what ss(8) and
 * ip(8) printed at the same moment: {@code v4.txt} and {@code v6.txt} beside the dumps.
 */
final class RecordedDumpsTest {
  private final Netlink recorded = new RecordedNetlink("dual");

  @Test
  void countsTcpSocketsOfIpv4() {
    TcpSweep sweep = given(TcpSweep.read(recorded, IpFamily.V4));

    assertThat(sweep.in(TcpState.ESTABLISHED)).isEqualTo(13);
    assertThat(sweep.in(TcpState.SYN_SENT)).isEqualTo(1);
    assertThat(sweep.in(TcpState.SYN_RECV)).isEqualTo(1);
    assertThat(sweep.in(TcpState.FIN_WAIT1)).isZero();
    assertThat(sweep.in(TcpState.FIN_WAIT2)).isEqualTo(1);
    assertThat(sweep.in(TcpState.TIME_WAIT)).isEqualTo(1);
    assertThat(sweep.in(TcpState.CLOSE)).isZero();
    assertThat(sweep.in(TcpState.CLOSE_WAIT)).isEqualTo(1);
    assertThat(sweep.in(TcpState.LAST_ACK)).isZero();
    assertThat(sweep.in(TcpState.LISTEN)).isEqualTo(3);
    assertThat(sweep.in(TcpState.CLOSING)).isZero();
    assertThat(sweep.established(IpFamily.V4)).isEqualTo(13);
    assertThat(sweep.established(IpFamily.V6)).isZero();
  }

  @Test
  void countsTcpSocketsOfIpv6AndTellsThoseThatSpeakIpv4() {
    TcpSweep sweep = given(TcpSweep.read(recorded, IpFamily.V6));

    assertThat(sweep.in(TcpState.ESTABLISHED)).isEqualTo(19);
    assertThat(sweep.established(IpFamily.V4)).isEqualTo(8);
    assertThat(sweep.established(IpFamily.V6)).isEqualTo(11);
    assertThat(sweep.in(TcpState.LISTEN)).isEqualTo(4);
    assertThat(sweep.in(TcpState.SYN_SENT)).isEqualTo(1);
    assertThat(sweep.in(TcpState.SYN_RECV)).isEqualTo(1);
  }

  @Test
  void addsUpTheMemoryOfTcpSockets() {
    TcpSweep v4 = given(TcpSweep.read(recorded, IpFamily.V4));
    TcpSweep v6 = given(TcpSweep.read(recorded, IpFamily.V6));

    assertThat(v4.memory(SocketMemory.RECEIVE)).hasValue(3832 + 832 + 1832 + 2832);
    assertThat(v4.memory(SocketMemory.SEND)).hasValue(0);
    assertThat(v4.memory(SocketMemory.FORWARD_ALLOC)).hasValue(264 + 3264 + 3264 + 2264 + 1264);
    assertThat(v4.memory(SocketMemory.SEND_QUEUED)).hasValue(832);
    assertThat(v4.memory(SocketMemory.OPTION)).hasValue(0);
    assertThat(v4.memory(SocketMemory.BACKLOG)).hasValue(0);
    assertThat(v6.memory(SocketMemory.RECEIVE))
        .hasValue(3832 + 4832 + 1832 + 1832 + 2832 + 832 + 2832);
    assertThat(v6.memory(SocketMemory.FORWARD_ALLOC))
        .hasValue(264 + 3360 + 3264 + 2264 + 2264 + 1264 + 3264 + 1264);
  }

  @Test
  void addsUpAcceptQueuesOfListenersOnly() {
    TcpSweep v4 = given(TcpSweep.read(recorded, IpFamily.V4));
    TcpSweep v6 = given(TcpSweep.read(recorded, IpFamily.V6));

    assertThat(v4.acceptQueue()).isEqualTo(3);
    assertThat(v4.acceptQueueLimit()).isEqualTo(5 + 5 + 10);
    assertThat(v6.acceptQueue()).isEqualTo(3);
    assertThat(v6.acceptQueueLimit()).isEqualTo(5 + 5 + 20 + 30);
  }

  @Test
  void addsUpTheQueuesOfUdpSockets() {
    assertThat(given(UdpSweep.read(recorded, IpFamily.V4))).isEqualTo(new UdpSweep(4608, 0));
    assertThat(given(UdpSweep.read(recorded, IpFamily.V6))).isEqualTo(new UdpSweep(11_520, 0));
  }

  @Test
  void countsNeighborsThatNeedResolution() {
    Neighbors v4 = given(Neighbors.read(recorded, IpFamily.V4));
    Neighbors v6 = given(Neighbors.read(recorded, IpFamily.V6));

    assertThat(counts(v4)).containsExactly(1L, 1L, 0L, 1L, 1L, 0L, 2L);
    assertThat(counts(v6)).containsExactly(1L, 1L, 0L, 1L, 1L, 1L, 2L);
  }

  @Test
  void countsAddressesByInterfaceAndState() {
    NamedAddresses v4 = given(NamedAddresses.read(recorded, IpFamily.V4));
    NamedAddresses v6 = given(NamedAddresses.read(recorded, IpFamily.V6));

    assertThat(counts(of(v4, "lo"))).containsExactly(0L, 0L, 0L, 1L);
    assertThat(counts(of(v4, "va"))).containsExactly(0L, 0L, 1L, 1L);
    assertThat(counts(of(v4, "vb"))).containsExactly(0L, 0L, 0L, 1L);
    assertThat(counts(of(v6, "lo"))).containsExactly(0L, 0L, 0L, 1L);
    assertThat(counts(of(v6, "va"))).containsExactly(1L, 1L, 1L, 3L);
    assertThat(counts(of(v6, "vb"))).containsExactly(0L, 0L, 0L, 2L);
  }

  @Test
  void findsTheLifetimeThatEndsFirst() {
    NamedAddresses v6 = given(NamedAddresses.read(recorded, IpFamily.V6));

    assertThat(of(v6, "va").shortestPreferredSeconds()).hasValue(0);
    assertThat(of(v6, "va").shortestValidSeconds().orElseThrow()).isBetween(3590L, 3600L);
    assertThat(of(v6, "vb").shortestPreferredSeconds()).isEmpty();
    assertThat(of(v6, "vb").shortestValidSeconds()).isEmpty();
  }

  @Test
  void countsDefaultRoutesOfTheMainTable() {
    assertThat(given(DefaultRoutes.read(recorded, IpFamily.V4, 100)).count()).hasValue(1);
    assertThat(given(DefaultRoutes.read(recorded, IpFamily.V6, 100)).count()).hasValue(2);
  }

  @Test
  void doesNotLookUpMoreRoutesThanTheLimit() {
    assertThat(given(DefaultRoutes.read(recorded, IpFamily.V4, 12)).count()).hasValue(1);
    assertThat(given(DefaultRoutes.read(recorded, IpFamily.V4, 11)).count())
        .isEqualTo(OptionalLong.empty());
  }

  @Test
  void needsNoMoreMemoryForManySockets() {
    List<byte[]> few = new RecordedNetlink("dual").datagrams(DumpRequest.tcp(IpFamily.V6));
    List<byte[]> many = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      many.addAll(few.subList(0, few.size() - 1));
    }
    many.add(few.getLast());

    assertThat(given(sweep(many)).in(TcpState.ESTABLISHED)).isEqualTo(5_000L * 19);
    long forFew = bytesAllocated(() -> sweep(few));
    long forMany = bytesAllocated(() -> sweep(many));

    assertThat(forMany - forFew).isLessThan(64 << 10);
  }

  private static Answer<TcpSweep> sweep(List<byte[]> datagrams) {
    return TcpSweep.read(
        (request, sweeper) -> RecordedNetlink.play(datagrams, request, sweeper), IpFamily.V6);
  }

  private static long bytesAllocated(Runnable action) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static InterfaceAddresses of(NamedAddresses addresses, String name) {
    return addresses.interfaces().stream()
        .filter(one -> addresses.nameOf(one).orElseThrow().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> counts(InterfaceAddresses addresses) {
    return List.of(AddressState.values()).stream().map(addresses::in).toList();
  }

  private static List<Long> counts(Neighbors neighbors) {
    return List.of(NeighborState.values()).stream().map(neighbors::in).toList();
  }

  private static <T> T given(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Given.class);
    return ((Answer.Given<T>) answer).snapshot();
  }
}
