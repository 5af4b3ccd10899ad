package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Values;

/**
 * The known fields of {@code /proc/net/netstat}: more running totals of IPv4 ({@code IpExt:}), and
 * of TCP of both IP versions ({@code TcpExt:}). A column that this kernel does not have is absent.
 */
public enum Netstat implements GroupedField {
  IP_IN_NO_ROUTES("IpExt:", "InNoRoutes"),
  IP_IN_TRUNCATED_PKTS("IpExt:", "InTruncatedPkts"),
  IP_IN_MCAST_PKTS("IpExt:", "InMcastPkts"),
  IP_OUT_MCAST_PKTS("IpExt:", "OutMcastPkts"),
  IP_IN_OCTETS("IpExt:", "InOctets"),
  IP_OUT_OCTETS("IpExt:", "OutOctets"),
  IP_IN_NO_ECT_PKTS("IpExt:", "InNoECTPkts"),
  IP_IN_ECT1_PKTS("IpExt:", "InECT1Pkts"),
  IP_IN_ECT0_PKTS("IpExt:", "InECT0Pkts"),
  IP_IN_CE_PKTS("IpExt:", "InCEPkts"),
  TCP_SYNCOOKIES_SENT("TcpExt:", "SyncookiesSent"),
  TCP_SYNCOOKIES_RECV("TcpExt:", "SyncookiesRecv"),
  TCP_SYNCOOKIES_FAILED("TcpExt:", "SyncookiesFailed"),
  TCP_PRUNE_CALLED("TcpExt:", "PruneCalled"),
  TCP_LISTEN_OVERFLOWS("TcpExt:", "ListenOverflows"),
  TCP_LISTEN_DROPS("TcpExt:", "ListenDrops"),
  TCP_LOST_RETRANSMIT("TcpExt:", "TCPLostRetransmit"),
  TCP_FAST_RETRANS("TcpExt:", "TCPFastRetrans"),
  TCP_SLOW_START_RETRANS("TcpExt:", "TCPSlowStartRetrans"),
  TCP_TIMEOUTS("TcpExt:", "TCPTimeouts"),
  TCP_ABORT_ON_DATA("TcpExt:", "TCPAbortOnData"),
  TCP_ABORT_ON_CLOSE("TcpExt:", "TCPAbortOnClose"),
  TCP_ABORT_ON_MEMORY("TcpExt:", "TCPAbortOnMemory"),
  TCP_ABORT_ON_TIMEOUT("TcpExt:", "TCPAbortOnTimeout"),
  TCP_ABORT_ON_LINGER("TcpExt:", "TCPAbortOnLinger"),
  TCP_ABORT_FAILED("TcpExt:", "TCPAbortFailed"),
  TCP_MEMORY_PRESSURES("TcpExt:", "TCPMemoryPressures"),
  TCP_BACKLOG_DROP("TcpExt:", "TCPBacklogDrop"),
  TCP_SYN_RETRANS("TcpExt:", "TCPSynRetrans"),
  TCP_RCV_Q_DROP("TcpExt:", "TCPRcvQDrop");

  private static final Groups<Netstat> GROUPS = Groups.of(Netstat.class);

  private final String group;
  private final String field;

  Netstat(String group, String field) {
    this.group = group;
    this.field = field;
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public String field() {
    return field;
  }

  /** Reads the file; empty when there is none. */
  public static Optional<Values<Netstat>> read(KernelFile netstat) {
    return netstat.read().map(Netstat::parse);
  }

  static Values<Netstat> parse(Fields fields) {
    return Tables.linePairs(GROUPS, fields);
  }
}
