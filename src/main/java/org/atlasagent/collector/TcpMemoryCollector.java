package org.atlasagent.collector;

import static org.atlasagent.meter.IpVersions.ONE_NUMBER;
import static org.atlasagent.meter.Kind.GAUGE;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.Values;
import org.atlasagent.source.procfs.Sockstat;

/** Reports the memory of all TCP sockets: one pool of the kernel for both IP versions. */
final class TcpMemoryCollector implements Collector {
  private static final Metric MEMORY =
      Metric.of(GAUGE, "net.tcp.memory", Unit.BYTES)
          .covers(ONE_NUMBER)
          .from(
              "/proc/net/sockstat, TCP: mem × page size; the kernel keeps one pool for IPv4 and"
                  + " IPv6")
          .says(
              "Memory that TCP has reserved for the buffers of all its sockets, IPv4 and IPv6"
                  + " together, in all network namespaces.");

  static final List<Metric> METRICS = List.of(MEMORY);

  private final Sources sources;
  private final String path;
  private final OptionalLong pageSize;
  private final Gauge memory;

  TcpMemoryCollector(Wiring wiring) {
    sources = wiring.sources();
    path = wiring.files().netPath("sockstat").toString();
    pageSize = wiring.pageSize();
    memory = wiring.meters().gauge(MEMORY);
  }

  @Override
  public Outcome collect(Due due) {
    Optional<Values<Sockstat>> found = sources.sockstat().get();
    if (found.isEmpty()) {
      return Outcome.noData(path + ": not there");
    }
    OptionalLong pages = found.get().get(Sockstat.TCP_MEM_PAGES);
    if (pages.isEmpty()) {
      return Outcome.noData(path + ": no TCP: mem");
    }
    if (pageSize.isEmpty()) {
      return Outcome.noData("the page size of this host is not known");
    }
    memory.set(pages.getAsLong() * pageSize.getAsLong());
    return Outcome.COLLECTED;
  }
}
