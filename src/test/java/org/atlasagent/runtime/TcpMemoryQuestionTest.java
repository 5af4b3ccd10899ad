package org.atlasagent.runtime;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atlasagent.linux.Errno;
import org.atlasagent.linux.IsolatedNetwork;
import org.atlasagent.linux.SystemConfiguration;
import org.atlasagent.runtime.TcpMemoryResult.Refused;
import org.atlasagent.runtime.TcpMemoryResult.Sums;
import org.atlasagent.runtime.TcpMemoryResult.Told;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.netlink.KernelNetlink;
import org.atlasagent.source.netlink.Netlink;
import org.atlasagent.source.netlink.SocketMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The running kernel's sockets in a network namespace of their own, held against ss(8). */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TcpMemoryQuestionTest {
  private static final long PAGE = SystemConfiguration.pageBytes();
  private static final Pattern SKMEM =
      Pattern.compile("skmem:\\(r(\\d+),rb\\d+,t(\\d+),tb\\d+,f(\\d+),w(\\d+),o(\\d+),bl(\\d+)");

  private final KernelFiles files = new KernelFiles(Path.of("/"));
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  @AfterEach
  void closeAll() throws Exception {
    files.close();
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void countAndSumsAreThoseOfSs() {
    Errno obstacle = IsolatedNetwork.obstacle();
    assumeFalse(
        obstacle.failed(), () -> "no network namespace can be made here: unshare: " + obstacle);
    IsolatedNetwork.run(() -> {
      command("ip", "link", "set", "lo", "up");
      connections(INET, "127.0.0.1", "127.0.0.1", 3);
      connections(INET6, "::1", "::1", 2);
      connections(INET6, "::", "127.0.0.1", 1);
      leaveATimeWait(INET, "127.0.0.1");
      leaveATimeWait(INET6, "::1");

      Told told = atAQuietMoment();

      Sums v4 = told.v4();
      Sums v6 = told.v6().orElseThrow();
      assertThat(v4.sockets()).as("listeners, both ends, TIME_WAIT").isEqualTo(2 + 2 * 3 + 1);
      assertThat(v4.withMemory()).isEqualTo(v4.sockets() - 1);
      assertThat(v6.sockets()).isEqualTo(3 + 2 * (2 + 1) + 1);
      assertThat(v6.withMemory()).isEqualTo(v6.sockets() - 1);
      assertThat(v4.memory(SocketMemory.RECEIVE).orElseThrow()).isGreaterThan(3 * 1000);
      assertThat(v6.memory(SocketMemory.RECEIVE).orElseThrow()).isGreaterThan(3 * 1000);
      assertThat(told.total().sockets()).isEqualTo(v4.sockets() + v6.sockets());
      // A socket takes whole pages from the pool, so what is charged is whole pages too.
      assertThat(told.total().charged().orElseThrow()).isPositive();
      assertThat(told.total().charged().orElseThrow() % PAGE).isZero();
    });
  }

  @Test
  void tellsThePoolWithItsLimits() {
    TcpMemoryResult result = new TcpMemoryQuestion(files, new KernelNetlink(), PAGE).ask();

    assertThat(result).isInstanceOf(Told.class);
    TcpMemoryResult.Pool pool = ((Told) result).pool();
    assertThat(pool.pageBytes()).isEqualTo(PAGE);
    assertThat(pool.pages()).isPresent();
    pool.limits()
        .ifPresent(limits -> assertThat(limits.maxPages()).isGreaterThan(limits.lowPages()));
  }

  @Test
  void refusesWhereNetlinkIsRefused() {
    assertThat(new TcpMemoryQuestion(files, Netlink.NONE, PAGE).ask())
        .isEqualTo(new Refused("netlink: this kernel cannot be asked"));
  }

  /** An answer before and after which ss prints the same, and which equals what ss prints. */
  private Told atAQuietMoment() throws Exception {
    while (true) {
      Sums v4 = bySs("-4");
      Sums v6 = bySs("-6");
      TcpMemoryResult result = new TcpMemoryQuestion(files, new KernelNetlink(), PAGE).ask();
      if (bySs("-4").equals(v4) && bySs("-6").equals(v6)) {
        assertThat(result).isInstanceOf(Told.class);
        Told told = (Told) result;
        assertThat(told.v4()).isEqualTo(v4);
        assertThat(told.v6()).contains(v6);
        return told;
      }
    }
  }

  /** Connections over which something has come that nobody reads. */
  private void connections(ProtocolFamily family, String listen, String connect, int count)
      throws IOException {
    ServerSocketChannel server = listen(family, listen);
    for (int i = 1; i <= count; i++) {
      SocketChannel client = SocketChannel.open(family);
      open.push(client);
      client.connect(new InetSocketAddress(connect, server.socket().getLocalPort()));
      open.push(server.accept());
      client.write(ByteBuffer.allocate(1000 * i));
    }
  }

  /** A listener and a connection that both ends have closed, one after the other. */
  private void leaveATimeWait(ProtocolFamily family, String address) throws IOException {
    ServerSocketChannel server = listen(family, address);
    try (SocketChannel client = SocketChannel.open(family)) {
      client.connect(server.getLocalAddress());
      try (SocketChannel accepted = server.accept()) {
        client.shutdownOutput();
        assertThat(accepted.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
  }

  private ServerSocketChannel listen(ProtocolFamily family, String address) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(family);
    open.push(server);
    return server.bind(new InetSocketAddress(address, 0), 5);
  }

  private static Sums bySs(String family) throws Exception {
    String printed = command("ss", "-tamnOH", family);
    Map<SocketMemory, Long> memory = new EnumMap<>(SocketMemory.class);
    for (SocketMemory kind : SocketMemory.values()) {
      memory.put(kind, 0L);
    }
    long withMemory = 0;
    Matcher socket = SKMEM.matcher(printed);
    while (socket.find()) {
      withMemory++;
      for (SocketMemory kind : SocketMemory.values()) {
        memory.merge(kind, Long.parseLong(socket.group(group(kind))), Long::sum);
      }
    }
    return new Sums(printed.lines().count(), withMemory, memory);
  }

  private static int group(SocketMemory kind) {
    return switch (kind) {
      case RECEIVE -> 1;
      case SEND -> 2;
      case FORWARD_ALLOC -> 3;
      case SEND_QUEUED -> 4;
      case OPTION -> 5;
      case BACKLOG -> 6;
    };
  }

  /** Runs a program in the namespace of this thread; what it printed. */
  private static String command(String... words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", words), printed).isZero();
    return printed;
  }
}
