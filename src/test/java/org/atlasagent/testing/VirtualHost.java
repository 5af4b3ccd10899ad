package org.atlasagent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.atlasagent.collector.Due;
import org.atlasagent.linux.NamespaceThread;

/**
 * A host that is made of a network namespace: programs and sockets of the test run in it, and the
 * collectors of the catalogue read it from the running kernel.
 */
public final class VirtualHost implements AutoCloseable {
  /** A hundred times longer than a host waits before it says the same again. */
  private static final Duration QUIET = Duration.ofMillis(200);

  private final NamespaceThread thread = new NamespaceThread();
  private final Map<String, RunningCollector> collectors = new TreeMap<>();
  private final List<NetworkChannel> channels = new ArrayList<>();
  private final Path root = root(thread);

  /** Makes a host whose loopback device is up, and on which nothing speaks unasked. */
  public VirtualHost() {
    sh(
        """
        cd /proc/sys/net/ipv6/conf/default
        echo 1 >addr_gen_mode
        echo 0 >router_solicitations
        echo 2 >mldv2_unsolicited_report_interval
        ip link set lo up
        """);
  }

  /**
   * A root with links to the files of the namespace. Those below {@code sys} show the network of
   * who opens them, those of {@code net} that of the thread by whose number they are named.
   */
  private static Path root(NamespaceThread thread) {
    try {
      Path root = Files.createTempDirectory("virtual-host");
      Path proc = Files.createDirectory(root.resolve("proc"));
      Files.createSymbolicLink(proc.resolve("net"), thread.proc().resolve("net"));
      Files.createSymbolicLink(proc.resolve("self"), Path.of("/proc/self"));
      Files.createSymbolicLink(proc.resolve("sys"), Path.of("/proc/sys"));
      return root;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Links two hosts by a cable: {@code eth0} of one has 192.0.2.1 and fd99::1, that of the other
   * 192.0.2.2 and fd99::2. They know each other's hardware addresses, so nobody has to ask.
   */
  static void link(VirtualHost one, VirtualHost other) {
    one.sh(
        // Of two ends with the same index the kernel notices only after a second that they are up.
        "ip link add eth0 index 11 address 02:00:00:00:00:01 type veth"
            + " peer name eth0 index 12 address 02:00:00:00:00:02 netns "
            + other.thread.number());
    one.configure(1, 2);
    other.configure(2, 1);
    one.awaitUp(1);
    other.awaitUp(2);
    awaitQuiet(List.of(one, other));
  }

  private void configure(int own, int peer) {
    sh(
        """
        # Nobody is asked for a router, and groups are reported at once: what comes later is traffic.
        echo 0 >/proc/sys/net/ipv6/conf/eth0/router_solicitations
        echo 10 >/proc/sys/net/ipv6/conf/eth0/mldv2_unsolicited_report_interval
        ip addr add 192.0.2.%1$d/24 dev eth0
        ip addr add fd99::%1$d/64 dev eth0 nodad
        ip link set eth0 up
        ip neigh add 192.0.2.%2$d lladdr 02:00:00:00:00:0%2$d dev eth0 nud permanent
        ip neigh add fd99::%2$d lladdr 02:00:00:00:00:0%2$d dev eth0 nud permanent
        """
            .formatted(own, peer));
  }

  /** The kernel prepares an interface in its own time; until then multicast is lost in silence. */
  private void awaitUp(int own) {
    Path groups = thread.proc().resolve("net/igmp6");
    String group = "ff0200000000000000000001ff00000" + own;
    Await.until(
        "the host can be found by its address of IPv6",
        () ->
            sh("ip link show dev eth0").contains("state UP")
                && sh("ip -6 route show table local").contains("multicast ff00::/8 dev eth0")
                && text(groups).contains(group));
  }

  /** A host tells its link which groups it has joined; waits until all is said. */
  private static void awaitQuiet(List<VirtualHost> hosts) {
    List<String> last = new ArrayList<>();
    long[] since = {System.nanoTime()};
    Await.until(
        "nothing is sent any more",
        () -> {
          List<String> now =
              hosts.stream().flatMap(host -> host.run("icmp").lines().stream()).toList();
          if (!now.equals(last)) {
            last.clear();
            last.addAll(now);
            since[0] = System.nanoTime();
          }
          return System.nanoTime() - since[0] > QUIET.toNanos();
        });
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a shell script in the namespace; what it printed. Each command must succeed. */
  public String sh(String script) {
    return call(() -> {
      Process process =
          new ProcessBuilder("/bin/sh", "-ec", "PATH=$PATH:/usr/sbin:/sbin; " + script)
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(script + " failed: " + printed);
      }
      return printed;
    });
  }

  /** Does something in the namespace, and waits for it. */
  public <T> T call(Callable<T> action) {
    return thread.call(action);
  }

  /** Makes a socket in the namespace, which is closed with this host. */
  public <T extends NetworkChannel> T open(Callable<T> make) {
    T channel = call(make);
    channels.add(channel);
    return channel;
  }

  /** What a collector reports now. */
  public RunningCollector.Run run(String collector) {
    RunningCollector running =
        collectors.computeIfAbsent(
            collector, name -> RunningCollector.live(RecordedHost.collector(name), root));
    return call(() -> running.run(Due.ALL));
  }

  /** The same as values by series, such as {@code net.ip.bytes,id=in,proto=v6}. */
  public Readings read(String collector) {
    return Readings.of(run(collector).lines());
  }

  @Override
  public void close() {
    try {
      for (NetworkChannel channel : channels) {
        channel.close();
      }
      for (String path : List.of("proc/net", "proc/self", "proc/sys", "proc", "")) {
        Files.delete(root.resolve(path));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      collectors.values().forEach(RunningCollector::close);
      thread.close();
    }
  }
}
