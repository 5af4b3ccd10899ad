package org.atlasagent.collector;


import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.atlasagent.meter.Metric;

/** The explicit list of all collectors: what there is, in which flavor, and what it reports. */
public final class Catalogue {
  private static final Set<Flavor> HOST = Set.of(Flavor.SYSTEM);
  private static final Set<Flavor> ALL = Set.of(Flavor.values());

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("load", HOST, "/proc/loadavg", LoadCollector.METRICS, LoadCollector::new),

          // Network.
          new Entry(
              "interfaces",
              ALL,
              "/proc/net/dev",
              InterfacesCollector.METRICS,
              InterfacesCollector::new),
          new Entry(
              "ip",
              ALL,
              "/proc/net/snmp, /proc/net/netstat, /proc/net/snmp6",
              IpCollector.METRICS,
              IpCollector::new),
          new Entry("tcp", ALL, "/proc/net/snmp", TcpCollector.METRICS, TcpCollector::new),
          new Entry(
              "udp",
              ALL,
              "/proc/net/snmp, /proc/net/snmp6",
              UdpCollector.METRICS,
              UdpCollector::new),
          new Entry(
              "tcp-states",
              ALL,
              "/proc/net/tcp, /proc/net/tcp6",
              TcpStatesCollector.METRICS,
              TcpStatesCollector::new),
          new Entry("arp", HOST, "/proc/net/arp", ArpCollector.METRICS, ArpCollector::new),
          new Entry(
              "tcp-memory",
              HOST,
              "/proc/net/sockstat",
              TcpMemoryCollector.METRICS,
              TcpMemoryCollector::new),

          // The agent, after all others.
          new Entry(
              "agent",
              ALL,
              "nothing: it reports about the agent itself",
              AgentMetrics.ALL,
              AgentCollector::new));

  private Catalogue() {}

  /**
   * A row: one collector.
   *
   * @param name how options, logs and self metrics call it
   * @param flavors where it runs
   * @param needs what must be there for it to report anything: files, and privileges if any
   * @param metrics what it reports
   * @param make makes it
   */
  public record Entry(
      String name,
      Set<Flavor> flavors,
      String needs,
      List<Metric> metrics,
      Function<Wiring, Collector> make) {
    public Entry {
      flavors = Set.copyOf(flavors);
      metrics = List.copyOf(metrics);
    }

    /** The cadences in seconds at which it runs: those of its metrics. */
    public Set<Integer> cadences() {
      Set<Integer> cadences = new TreeSet<>();
      metrics.forEach(metric -> cadences.add(metric.seconds()));
      return cadences;
    }
  }

  /** All rows, in the order in which a round runs them. */
  public static List<Entry> entries() {
    return ENTRIES;
  }

  /** The rows of a flavor. */
  public static List<Entry> entries(Flavor flavor) {
    return ENTRIES.stream().filter(entry -> entry.flavors().contains(flavor)).toList();
  }
}
