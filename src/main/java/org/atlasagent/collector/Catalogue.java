package org.atlasagent.collector;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.atlasagent.meter.Metric;

/** The explicit list of all collectors: what there is, in which flavor, and what it reports. */
public final class Catalogue {
  /** The row that reports about the agent itself. */
  public static final String AGENT = "agent";

  private static final Set<Flavor> HOST = Set.of(Flavor.SYSTEM);
  private static final Set<Flavor> CONTAINER = Set.of(Flavor.TITUS, Flavor.K8S);
  private static final Set<Flavor> ALL = Set.of(Flavor.values());

  private static final List<Entry> ENTRIES =
      List.of(
          // The host.
          new Entry("cpu", HOST, "/proc/stat", CpuCollector.METRICS, CpuCollector::new),
          new Entry(
              "cpufreq",
              HOST,
              "/sys/devices/system/cpu/cpufreq/policy*",
              CpuFrequencyCollector.METRICS,
              CpuFrequencyCollector::new),
          new Entry("load", HOST, "/proc/loadavg", LoadCollector.METRICS, LoadCollector::new),
          new Entry("uptime", ALL, "/proc/uptime", UptimeCollector.METRICS, UptimeCollector::new),
          new Entry(
              "processes",
              ALL,
              "/proc/PID/task; with hidepid, the right to see all processes",
              ProcessesCollector.METRICS,
              ProcessesCollector::new),
          new Entry("memory", HOST, "/proc/meminfo", MemoryCollector.METRICS, MemoryCollector::new),
          new Entry(
              "vmstat",
              HOST,
              "/proc/stat, /proc/vmstat, /proc/sys/fs/file-nr",
              VmStatCollector.METRICS,
              VmStatCollector::new),
          new Entry(
              "pressure",
              HOST,
              "/proc/pressure: a kernel with PSI",
              PressureCollector.METRICS,
              PressureCollector::new),
          new Entry(
              "filesystems",
              ALL,
              "/proc/self/mountinfo, /proc/filesystems, statvfs(3)",
              FileSystemsCollector.METRICS,
              FileSystemsCollector::new),
          new Entry("disks", HOST, "/proc/diskstats", DisksCollector.METRICS, DisksCollector::new),
          new Entry(
              "clock",
              HOST,
              "adjtimex(2), where no seccomp filter forbids clock_adjtime; chronyd at UDP port 323"
                  + " of ::1 or 127.0.0.1, or (for root) at /run/chrony/chronyd.sock",
              ClockCollector.METRICS,
              ClockCollector::new),

          // The container.
          new Entry(
              "container-cpu",
              CONTAINER,
              "cgroup v2: cpu.stat, cpu.max, cpu.weight, cpuset.cpus.effective",
              ContainerCpuCollector.METRICS,
              ContainerCpuCollector::new),
          new Entry(
              "container-memory",
              CONTAINER,
              "cgroup v2: memory.current, memory.max, memory.swap.*, memory.events, memory.stat",
              ContainerMemoryCollector.METRICS,
              ContainerMemoryCollector::new),
          new Entry(
              "container-io",
              CONTAINER,
              "cgroup v2: io.stat, io.max; /proc/diskstats",
              ContainerIoCollector.METRICS,
              ContainerIoCollector::new),
          new Entry(
              "container-network",
              CONTAINER,
              "the environment variable TITUS_NUM_NETWORK_BANDWIDTH",
              ContainerNetworkCollector.METRICS,
              ContainerNetworkCollector::new),

          // Hardware.
          new Entry(
              "perfspect",
              HOST,
              "/apps/nflx-perfspect, and an EC2 type of generation 7 or later on Intel or AMD",
              PerfSpectCollector.METRICS,
              PerfSpectCollector::new),
          new Entry(
              "dcgm",
              HOST,
              "/usr/bin/dcgmi, and processes in the cgroup of nvidia-dcgm.service",
              DcgmCollector.METRICS,
              DcgmCollector::new),
          new Entry(
              "pmu",
              ALL,
              "--pmu, hardware counters, and CAP_PERFMON or kernel.perf_event_paranoid at most 0",
              PmuCollector.METRICS,
              PmuCollector::new),
          new Entry(
              "gpu-nvidia",
              ALL,
              "libnvidia-ml.so.1, which comes with NVIDIA's driver",
              NvidiaCollector.METRICS,
              NvidiaCollector::new),
          new Entry(
              "gpu-amd",
              HOST,
              "libamd_smi.so, which comes with ROCm",
              AmdCollector.METRICS,
              AmdCollector::new),

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
          new Entry(
              "tcp",
              ALL,
              "/proc/net/snmp, /proc/net/netstat",
              TcpCollector.METRICS,
              TcpCollector::new),
          new Entry(
              "udp",
              ALL,
              "/proc/net/snmp, /proc/net/snmp6",
              UdpCollector.METRICS,
              UdpCollector::new),
          new Entry(
              "tcp-connections",
              ALL,
              "sock_diag; else /proc/net/tcp, /proc/net/tcp6 for connectionStates alone",
              TcpConnectionsCollector.METRICS,
              TcpConnectionsCollector::new),
          new Entry(
              "udp-queues",
              ALL,
              "sock_diag; else /proc/net/udp, /proc/net/udp6",
              UdpQueuesCollector.METRICS,
              UdpQueuesCollector::new),
          new Entry(
              "neighbors", ALL, "rtnetlink", NeighborsCollector.METRICS, NeighborsCollector::new),
          new Entry(
              "addresses", ALL, "rtnetlink", AddressesCollector.METRICS, AddressesCollector::new),
          new Entry(
              "default-routes",
              ALL,
              "rtnetlink",
              DefaultRoutesCollector.METRICS,
              DefaultRoutesCollector::new),
          new Entry("arp", HOST, "/proc/net/arp", ArpCollector.METRICS, ArpCollector::new),
          new Entry(
              "tcp-memory",
              HOST,
              "/proc/net/sockstat",
              TcpMemoryCollector.METRICS,
              TcpMemoryCollector::new),
          new Entry(
              "network-allowances",
              HOST,
              "/proc/net/dev, the agent in the host's network namespace, a driver that counts"
                  + " allowances (ENA on EC2)",
              NetworkAllowancesCollector.METRICS,
              NetworkAllowancesCollector::new),
          new Entry(
              "icmp",
              ALL,
              "/proc/net/snmp, /proc/net/snmp6",
              IcmpCollector.METRICS,
              IcmpCollector::new),
          new Entry(
              "sockets",
              ALL,
              "/proc/net/sockstat, /proc/net/sockstat6",
              SocketsCollector.METRICS,
              SocketsCollector::new),
          new Entry(
              "tcp-sockets",
              HOST,
              "/proc/net/sockstat",
              TcpSocketsCollector.METRICS,
              TcpSocketsCollector::new),
          new Entry(
              "socket-memory",
              HOST,
              "/proc/sys/net/ipv4/tcp_mem, /proc/net/sockstat",
              SocketMemoryCollector.METRICS,
              SocketMemoryCollector::new),
          new Entry(
              "fragments",
              ALL,
              "/proc/net/snmp, snmp6, sockstat, sockstat6",
              FragmentsCollector.METRICS,
              FragmentsCollector::new),
          new Entry(
              "neighbor-tables",
              HOST,
              "/proc/net/stat/arp_cache, /proc/net/stat/ndisc_cache",
              NeighborTablesCollector.METRICS,
              NeighborTablesCollector::new),
          new Entry(
              "routes",
              ALL,
              "/proc/net/fib_triestat, /proc/net/rt6_stats",
              RoutesCollector.METRICS,
              RoutesCollector::new),
          new Entry(
              "interfaces-ip",
              ALL,
              "/proc/net/dev_snmp6",
              InterfacesIpCollector.METRICS,
              InterfacesIpCollector::new),
          new Entry(
              "conntrack",
              ALL,
              "/proc/net/stat/nf_conntrack",
              ConntrackCollector.METRICS,
              ConntrackCollector::new),
          new Entry(
              "softnet",
              HOST,
              "/proc/net/softnet_stat",
              SoftnetCollector.METRICS,
              SoftnetCollector::new),

          // The cloud.
          new Entry(
              "aws-credentials",
              ALL,
              AwsCredentialsCollector.NEEDS + "; the instance metadata service",
              AwsCredentialsCollector.METRICS,
              AwsCredentialsCollector::new),
          new Entry(
              "ebs",
              HOST,
              "*.ebs-devices in /etc/atlas-system-agent/conf.d, or --discover-ebs; CAP_SYS_ADMIN",
              EbsCollector.METRICS,
              EbsCollector::new),
          // Services.
          new Entry(
              "services",
              ALL,
              "*.systemd-unit in /etc/atlas-system-agent/conf.d, systemd's D-Bus, cgroup v2;"
                  + " for descriptors of other users' processes, CAP_SYS_PTRACE and"
                  + " CAP_DAC_READ_SEARCH",
              ServicesCollector.METRICS,
              ServicesCollector::new),

          // The agent, after all others.
          new Entry(
              AGENT,
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
