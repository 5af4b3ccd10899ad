package org.atlasagent.source.netlink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atlasagent.linux.IsolatedNetwork;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.procfs.TcpSockets;
import org.atlasagent.source.procfs.TcpState;
import org.atlasagent.source.procfs.UdpQueues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The running kernel in network namespaces of their own, held against its files and against what
 * ss(8) and ip(8) make of it.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class KernelNetlinkTest {
  private static final String V4 = "127.0.0.1";
  private static final String V6 = "::1";
  private static final Pattern SKMEM =
      Pattern.compile("skmem:\\(r(\\d+),rb\\d+,t(\\d+),tb\\d+,f(\\d+),w(\\d+),o(\\d+),bl(\\d+)");

  private final KernelFiles files = new KernelFiles(Path.of("/"));
  private final Netlink netlink = new KernelNetlink();
  private final List<NetworkChannel> open = new ArrayList<>();

  @BeforeEach
  void needsANamespace() {
    IsolatedNetwork.require();
  }

  @AfterEach
  void closeAll() throws IOException {
    for (NetworkChannel channel : open) {
      channel.close();
    }
  }

  @Test
  void sumsUpWhatSsPrintsAndTheFilesOfProcList() {
    IsolatedNetwork.run(() -> {
      command("ip", "link", "set", "lo", "up");
      knownSockets();

      TcpSweep v4 = given(TcpSweep.read(netlink, IpFamily.V4));
      TcpSweep v6 = given(TcpSweep.read(netlink, IpFamily.V6));

      assertThat(memory(v4)).isEqualTo(memoryBySs("-4"));
      assertThat(memory(v6)).isEqualTo(memoryBySs("-6"));
      assertThat(memory(v4).get(SocketMemory.RECEIVE)).isPositive();
      assertThat(memory(v6).get(SocketMemory.RECEIVE)).isPositive();
      assertThat(states(v4)).isEqualTo(states(proc("tcp")));
      assertThat(states(v6)).isEqualTo(states(proc("tcp6")));
    });
  }

  @Test
  void tellsFamiliesVersionsAndAcceptQueuesApart() {
    IsolatedNetwork.run(() -> {
      command("ip", "link", "set", "lo", "up");
      knownSockets();

      TcpSweep v4 = given(TcpSweep.read(netlink, IpFamily.V4));
      TcpSweep v6 = given(TcpSweep.read(netlink, IpFamily.V6));

      assertThat(v4.in(TcpState.LISTEN)).isEqualTo(1);
      assertThat(v6.in(TcpState.LISTEN)).isEqualTo(2);
      assertThat(v4.established(IpFamily.V4)).isEqualTo(2 * (2 + 3));
      assertThat(v6.established(IpFamily.V4)).as("mapped").isEqualTo(2 * 4);
      assertThat(v6.established(IpFamily.V6)).isEqualTo(2 * (1 + 2));
      assertThat(v4.acceptQueue()).isEqualTo(3);
      assertThat(v4.acceptQueueLimit()).isEqualTo(7);
      assertThat(v6.acceptQueue()).isEqualTo(2);
      assertThat(v6.acceptQueueLimit()).isEqualTo(9 + 11);
    });
  }

  @Test
  void sumsUpUdpQueuesAsTheFilesOfProcDo() {
    IsolatedNetwork.run(() -> {
      command("ip", "link", "set", "lo", "up");
      sendDatagrams(StandardProtocolFamily.INET, V4, 2);
      sendDatagrams(StandardProtocolFamily.INET6, V6, 5);

      UdpSweep v4 = given(UdpSweep.read(netlink, IpFamily.V4));
      UdpSweep v6 = given(UdpSweep.read(netlink, IpFamily.V6));

      assertThat(v4.receiveBytes()).isGreaterThan(2 * 1000);
      assertThat(v6.receiveBytes()).isGreaterThan(5 * 1000);
      assertThat(queues(v4)).isEqualTo(UdpQueues.read(net("udp")));
      assertThat(queues(v6)).isEqualTo(UdpQueues.read(net("udp6")));
    });
  }

  @Test
  void countsNeighborsAddressesAndRoutesAsIpSetThem() {
    IsolatedNetwork.run(() -> {
      command("ip", "link", "add", "va", "type", "veth", "peer", "name", "vb");
      command("ip", "link", "set", "va", "up");
      command("ip", "link", "set", "vb", "up");
      command("ip", "addr", "add", "192.0.2.1/24", "dev", "va");
      String lifetime = "valid_lft 900 preferred_lft 600";
      command(("ip -6 addr add 2001:db8::1/64 dev va nodad " + lifetime).split(" ", -1));
      command("ip -6 addr add 2001:db8::2/64 dev va nodad".split(" ", -1));
      command(
          "ip neigh add 192.0.2.2 dev va nud permanent lladdr 02:00:00:00:00:01".split(" ", -1));
      command("ip neigh add 192.0.2.3 dev va nud noarp lladdr 02:00:00:00:00:01".split(" ", -1));
      command("ip neigh add 2001:db8::3 dev va nud stale lladdr 02:00:00:00:00:01".split(" ", -1));
      command("ip route add default via 192.0.2.2".split(" ", -1));

      Neighbors v4 = given(Neighbors.read(netlink, IpFamily.V4));
      Neighbors v6 = given(Neighbors.read(netlink, IpFamily.V6));
      assertThat(v4.in(NeighborState.PERMANENT)).isEqualTo(1);
      assertThat(v4.in(NeighborState.STALE)).isZero();
      assertThat(v6.in(NeighborState.STALE)).isEqualTo(1);
      assertThat(v6.in(NeighborState.PERMANENT)).isZero();

      InterfaceAddresses va = of("va", given(NamedAddresses.read(netlink, IpFamily.V6)));
      assertThat(va.shortestPreferredSeconds().orElseThrow()).isBetween(540L, 600L);
      assertThat(va.shortestValidSeconds().orElseThrow()).isBetween(840L, 900L);

      assertThat(given(DefaultRoutes.read(netlink, IpFamily.V4, 1000)).count()).hasValue(1);
      assertThat(given(DefaultRoutes.read(netlink, IpFamily.V6, 1000)).count()).hasValue(0);
      command("ip", "route", "del", "default");
      assertThat(given(DefaultRoutes.read(netlink, IpFamily.V4, 1000)).count()).hasValue(0);
    });
  }

  @Test
  void findsNoIpv4AddressWhereThereIsNone() {
    IsolatedNetwork.run(() -> {
      command("ip", "link", "set", "lo", "up");
      command("ip", "addr", "del", "127.0.0.1/8", "dev", "lo");

      assertThat(given(Addresses.read(netlink, IpFamily.V4)).interfaces()).isEmpty();
      assertThat(given(Addresses.read(netlink, IpFamily.V6)).interfaces()).hasSize(1);
      assertThat(given(DefaultRoutes.read(netlink, IpFamily.V4, 1000)).count()).hasValue(0);
    });
  }

  @Test
  void asksAgainAfterADumpWasGivenUp() {
    IsolatedNetwork.run(() -> {
      command("ip", "link", "set", "lo", "up");
      for (int i = 0; i < 100; i++) {
        assertThat(given(DefaultRoutes.read(netlink, IpFamily.V4, 0)).count()).isEmpty();
      }
      assertThat(given(DefaultRoutes.read(netlink, IpFamily.V4, 1000)).count()).hasValue(0);
    });
  }

  /** IPv4, IPv6 and mapped connections, some with bytes that nobody reads, some not accepted. */
  private void knownSockets() throws IOException {
    ServerSocketChannel v4 = listen(StandardProtocolFamily.INET, V4, 7);
    connectAndAccept(v4, StandardProtocolFamily.INET, V4, 2);
    connect(v4, StandardProtocolFamily.INET, V4, 3);
    ServerSocketChannel v6 = listen(StandardProtocolFamily.INET6, V6, 9);
    connectAndAccept(v6, StandardProtocolFamily.INET6, V6, 1);
    connect(v6, StandardProtocolFamily.INET6, V6, 2);
    ServerSocketChannel both = listen(StandardProtocolFamily.INET6, "::", 11);
    connectAndAccept(both, StandardProtocolFamily.INET6, V4, 4);
  }

  private ServerSocketChannel listen(StandardProtocolFamily family, String address, int backlog)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(family);
    open.add(server);
    return server.bind(new InetSocketAddress(InetAddress.getByName(address), 0), backlog);
  }

  private void connectAndAccept(
      ServerSocketChannel server, StandardProtocolFamily family, String address, int count)
      throws IOException {
    for (int i = 1; i <= count; i++) {
      SocketChannel client = connect(server, family, address, 1);
      open.add(server.accept());
      client.write(ByteBuffer.allocate(1000 * i));
    }
  }

  private SocketChannel connect(
      ServerSocketChannel server, StandardProtocolFamily family, String address, int count)
      throws IOException {
    int port = server.socket().getLocalPort();
    SocketChannel last = SocketChannel.open(family);
    for (int i = 1; i <= count; i++) {
      open.add(last);
      last.connect(new InetSocketAddress(InetAddress.getByName(address), port));
      if (i < count) {
        last = SocketChannel.open(family);
      }
    }
    return last;
  }

  private void sendDatagrams(StandardProtocolFamily family, String address, int count)
      throws IOException {
    DatagramChannel receiver = DatagramChannel.open(family);
    open.add(receiver);
    receiver.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    DatagramChannel sender = DatagramChannel.open(family);
    open.add(sender);
    for (int i = 0; i < count; i++) {
      sender.send(ByteBuffer.allocate(1000), receiver.getLocalAddress());
    }
  }

  private static Map<SocketMemory, Long> memory(TcpSweep sweep) {
    Map<SocketMemory, Long> memory = new TreeMap<>();
    for (SocketMemory kind : SocketMemory.values()) {
      memory.put(kind, sweep.memory(kind).orElseThrow());
    }
    return memory;
  }

  private static Map<SocketMemory, Long> memoryBySs(String family) throws Exception {
    Map<SocketMemory, Long> memory = new TreeMap<>();
    Matcher socket = SKMEM.matcher(command("ss", "-n", "-tam", family));
    while (socket.find()) {
      for (SocketMemory kind : SocketMemory.values()) {
        int group =
            switch (kind) {
              case RECEIVE -> 1;
              case SEND -> 2;
              case FORWARD_ALLOC -> 3;
              case SEND_QUEUED -> 4;
              case OPTION -> 5;
              case BACKLOG -> 6;
            };
        memory.merge(kind, Long.parseLong(socket.group(group)), Long::sum);
      }
    }
    return memory;
  }

  private static List<Long> states(TcpSweep sweep) {
    return Arrays.stream(TcpState.values()).map(sweep::in).toList();
  }

  private static List<Long> states(TcpSockets sockets) {
    return Arrays.stream(TcpState.values()).map(sockets::in).toList();
  }

  private static Optional<UdpQueues> queues(UdpSweep sweep) {
    return Optional.of(new UdpQueues(sweep.receiveBytes(), sweep.sendBytes()));
  }

  private TcpSockets proc(String name) {
    return TcpSockets.read(net(name)).orElseThrow();
  }

  /** A file of this thread's namespace: that of the process is the machine's. */
  private KernelFile net(String name) {
    return files.proc("thread-self/net/" + name);
  }

  private static InterfaceAddresses of(String name, NamedAddresses addresses) {
    return addresses.interfaces().stream()
        .filter(one -> addresses.nameOf(one).orElse("").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static <T> T given(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Given.class);
    return ((Answer.Given<T>) answer).snapshot();
  }

  /** Runs a program in the namespace of this thread; what it printed. */
  private static String command(String... words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", words), printed).isZero();
    return printed;
  }
}
