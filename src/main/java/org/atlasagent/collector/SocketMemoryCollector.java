package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.ONE_NUMBER;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Values;
import org.atlasagent.source.procfs.Sockstat;
import org.atlasagent.source.procfs.TcpMem;

/** Reports the limits of TCP's memory, and the memory of UDP: one pool for both IP versions. */
final class SocketMemoryCollector implements Collector {
  private static final Metric LIMIT =
      Metric.of(GAUGE, "net.tcp.memoryLimit", Unit.BYTES)
          .tag("id", "low", "pressure", "max")
          .network(ONE_NUMBER)
          .from(
              "/proc/sys/net/ipv4/tcp_mem × page size; the kernel keeps one number for"
                  + " IPv4 and IPv6")
          .says(
              "Where net.tcp.memory makes TCP save memory (pressure, until it is below"
                  + " low again) and where TCP gets no more (max).");
  private static final Metric UDP_MEMORY =
      Metric.of(GAUGE, "net.udp.memory", Unit.BYTES)
          .network(ONE_NUMBER)
          .from(
              "/proc/net/sockstat, UDP: mem × page size; the kernel keeps one pool for"
                  + " IPv4 and IPv6")
          .says(
              "Memory that UDP has reserved for the buffers of all its sockets, IPv4 and"
                  + " IPv6 together, in all network namespaces.");

  static final List<Metric> METRICS = List.of(LIMIT, UDP_MEMORY);

  private final KernelFile tcpMem;
  private final Sources sources;
  private final OptionalLong pageSize;
  private final Gauge low;
  private final Gauge pressure;
  private final Gauge max;
  private final Gauge udp;
  private final String nothing;

  SocketMemoryCollector(Wiring wiring) {
    tcpMem = wiring.files().proc("sys/net/ipv4/tcp_mem");
    sources = wiring.sources();
    pageSize = wiring.pageSize();
    low = wiring.meters().gauge(LIMIT, "low");
    pressure = wiring.meters().gauge(LIMIT, "pressure");
    max = wiring.meters().gauge(LIMIT, "max");
    udp = wiring.meters().gauge(UDP_MEMORY);
    nothing = "no memory in " + tcpMem.path() + ", " + wiring.files().netPath("sockstat");
  }

  @Override
  public Outcome collect(Due due) {
    if (pageSize.isEmpty()) {
      return Outcome.noData("the page size of this host is not known");
    }
    boolean any = reportLimits(pageSize.getAsLong());
    any |= reportUdp(pageSize.getAsLong());
    return Outcome.collectedIf(any, nothing);
  }

  private boolean reportLimits(long bytesPerPage) {
    Optional<TcpMem> limits = TcpMem.read(tcpMem);
    if (limits.isEmpty()) {
      return false;
    }
    low.set(limits.get().lowPages() * bytesPerPage);
    pressure.set(limits.get().pressurePages() * bytesPerPage);
    max.set(limits.get().maxPages() * bytesPerPage);
    return true;
  }

  private boolean reportUdp(long bytesPerPage) {
    Optional<Values<Sockstat>> sockstat = sources.sockstat().get();
    OptionalLong pages =
        sockstat.isPresent() ? sockstat.get().get(Sockstat.UDP_MEM_PAGES) : OptionalLong.empty();
    pages.ifPresent(count -> udp.set(count * bytesPerPage));
    return pages.isPresent();
  }
}
