package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.atlasagent.linux.IsolatedNetwork;
import org.atlasagent.testing.Readings;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.atlasagent.testing.VirtualHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hosts with one IP version: nothing fails, all of that version is reported, and nothing of the
 * other is made up. The kernel of a namespace keeps the counters of both versions, whatever its
 * addresses are, so their zeros are known; a kernel without IPv6 has none of it.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class OneVersionTest {
  @TempDir private Path directory;

  private static List<Catalogue.Entry> networkCollectors() {
    return RecordedHost.collectors().stream()
        .filter(entry -> entry.metrics().getFirst().name().startsWith("net."))
        .toList();
  }

  @Test
  void aHostWithoutAnyAddressOfIpv4ReportsAllOfIpv6() throws IOException {
    IsolatedNetwork.require();
    try (VirtualHost dual = new VirtualHost();
        VirtualHost host = new VirtualHost()) {
      host.sh("ip addr del 127.0.0.1/8 dev lo");
      Readings before = host.read("udp");
      talkToItself(host, StandardProtocolFamily.INET6, "::1");

      assertThat(host.read("udp").since(before).keySet())
          .containsExactlyInAnyOrder(
              "net.udp.datagrams,id=in,proto=v6", "net.udp.datagrams,id=out,proto=v6");
      assertThat(series(host, "v6")).isEqualTo(series(dual, "v6"));
      assertReportsTheSameAgain(host);
      assertThat(host.read("addresses").values().keySet())
          .isNotEmpty()
          .noneMatch(series -> series.contains("proto=v4"));
      assertThat(host.read("default-routes").of("net.ip.defaultRoutes,proto=v4")).isZero();
    }
  }

  @Test
  void aHostOnWhichIpv6IsSwitchedOffReportsAllOfIpv4() throws IOException {
    IsolatedNetwork.require();
    try (VirtualHost dual = new VirtualHost();
        VirtualHost host = new VirtualHost()) {
      host.sh("echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6");
      Readings before = host.read("udp");
      talkToItself(host, StandardProtocolFamily.INET, "127.0.0.1");

      assertThat(host.read("udp").since(before).keySet())
          .containsExactlyInAnyOrder(
              "net.udp.datagrams,id=in,proto=v4", "net.udp.datagrams,id=out,proto=v4");
      assertThat(series(host, "v4")).isEqualTo(series(dual, "v4"));
      assertReportsTheSameAgain(host);
      assertThat(host.read("addresses").values().keySet())
          .isNotEmpty()
          .noneMatch(series -> series.contains("proto=v6"));
    }
  }

  /**
   * A recorded host, since {@code ipv6.disable=1} is an option of the boot: it has no file of IPv6,
   * and its netlink answers questions about IPv6 with the addresses and routes of IPv4.
   */
  static Stream<Arguments> namedNetworkCollectors() {
    return networkCollectors().stream().map(entry -> Arguments.argumentSet(entry.name(), entry));
  }

  @ParameterizedTest
  @MethodSource("namedNetworkCollectors")
  void aKernelWithoutIpv6HasNoSeriesOfItAndNoFault(Catalogue.Entry entry) {
    RecordedHost host = RecordedHost.copy("no-ipv6", directory);
    boolean onlyForIpv6 = entry.name().equals("interfaces-ip");
    try (RunningCollector collector = host.start(entry)) {
      for (int run = 1; run <= 2; run++) {
        RunningCollector.Run result = collector.run(Due.ALL);

        assertThat(result.lines()).noneMatch(line -> line.contains("v6"));
        assertThat(result.outcome() instanceof Outcome.Collected)
            .as(result.outcome().toString())
            .isEqualTo(!onlyForIpv6);
      }
    }
  }

  /** Sends datagrams over the loopback device and reads them. */
  private static void talkToItself(VirtualHost host, StandardProtocolFamily family, String address)
      throws IOException {
    DatagramChannel receiver =
        host.open(() -> DatagramChannel.open(family).bind(new InetSocketAddress(address, 0)));
    DatagramChannel sender = host.open(() -> DatagramChannel.open(family));
    for (int i = 0; i < 3; i++) {
      sender.send(ByteBuffer.allocate(10), receiver.getLocalAddress());
      assertThat(receiver.receive(ByteBuffer.allocate(20))).isNotNull();
    }
  }

  /** All series of an IP version. A collector that fails fails the test. */
  private static Set<String> series(VirtualHost host, String proto) {
    Set<String> series = new TreeSet<>();
    for (Catalogue.Entry entry : networkCollectors()) {
      series.addAll(host.read(entry.name()).values().keySet());
    }
    series.removeIf(name -> !name.contains("proto=" + proto));
    assertThat(series).isNotEmpty();
    return series;
  }

  /** A run that ends as the one before does not make a line of the log. */
  private static void assertReportsTheSameAgain(VirtualHost host) {
    for (Catalogue.Entry entry : networkCollectors()) {
      RunningCollector.Run first = host.run(entry.name());
      RunningCollector.Run second = host.run(entry.name());
      assertThat(second.outcome()).as(entry.name()).isEqualTo(first.outcome());
    }
  }
}
