package org.atlasagent.source.procfs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.atlasagent.testing.FileParsers;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code /proc/net}, with anything in them. */
class NetworkFilesFuzzTest {
  private static final FileParsers PARSERS =
      new FileParsers()
          .with("net/snmp", Snmp::parse)
          .with("net/snmp6", Snmp6::parse)
          .with("net/netstat", Netstat::parse)
          .with("net/sockstat", Sockstat::parse)
          .with("net/sockstat6", Sockstat6::parse)
          .with("net/dev", NetDev::parse)
          .with("net/stat/nf_conntrack", ConntrackStat::parse)
          .with("net/stat/arp_cache", NeighborStat::parse)
          .with("net/softnet_stat", Softnet::parse)
          .with("net/tcp", TcpSockets::parse)
          .with("net/udp6", UdpQueues::parse)
          .with("net/fib_triestat", FibTrieStat::parse)
          .with("net/rt6_stats", Rt6Stats::parse)
          .with("net/arp", Arp::parse)
          .with("net/ipv4/tcp_mem", TcpMem::parse)
          .with("net/netfilter/nf_conntrack_max", Sysctl::parse);

  static Stream<byte[]> seeds() {
    return PARSERS.seeds();
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyContent(byte[] input) {
    PARSERS.survive(input);
  }
}
