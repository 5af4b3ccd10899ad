package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Keys;
import org.atlasagent.source.Values;

/**
 * The known fields of {@code /proc/net/snmp6}: running totals of IPv6, ICMPv6 and UDP over IPv6.
 * The files of {@code /proc/net/dev_snmp6} hold the same fields for one interface. A field that
 * this kernel does not have is absent; without IPv6 there is no such file.
 */
public enum Snmp6 {
  IP6_IN_RECEIVES("Ip6InReceives"),
  IP6_IN_HDR_ERRORS("Ip6InHdrErrors"),
  IP6_IN_TOO_BIG_ERRORS("Ip6InTooBigErrors"),
  IP6_IN_NO_ROUTES("Ip6InNoRoutes"),
  IP6_IN_ADDR_ERRORS("Ip6InAddrErrors"),
  IP6_IN_UNKNOWN_PROTOS("Ip6InUnknownProtos"),
  IP6_IN_TRUNCATED_PKTS("Ip6InTruncatedPkts"),
  IP6_IN_DISCARDS("Ip6InDiscards"),
  IP6_IN_DELIVERS("Ip6InDelivers"),
  IP6_OUT_FORW_DATAGRAMS("Ip6OutForwDatagrams"),
  IP6_OUT_REQUESTS("Ip6OutRequests"),
  IP6_OUT_DISCARDS("Ip6OutDiscards"),
  IP6_OUT_NO_ROUTES("Ip6OutNoRoutes"),
  IP6_REASM_TIMEOUT("Ip6ReasmTimeout"),
  IP6_REASM_REQDS("Ip6ReasmReqds"),
  IP6_REASM_OKS("Ip6ReasmOKs"),
  IP6_REASM_FAILS("Ip6ReasmFails"),
  IP6_FRAG_OKS("Ip6FragOKs"),
  IP6_FRAG_FAILS("Ip6FragFails"),
  IP6_FRAG_CREATES("Ip6FragCreates"),
  IP6_IN_MCAST_PKTS("Ip6InMcastPkts"),
  IP6_OUT_MCAST_PKTS("Ip6OutMcastPkts"),
  IP6_IN_OCTETS("Ip6InOctets"),
  IP6_OUT_OCTETS("Ip6OutOctets"),
  IP6_IN_NO_ECT_PKTS("Ip6InNoECTPkts"),
  IP6_IN_ECT1_PKTS("Ip6InECT1Pkts"),
  IP6_IN_ECT0_PKTS("Ip6InECT0Pkts"),
  IP6_IN_CE_PKTS("Ip6InCEPkts"),
  ICMP6_IN_MSGS("Icmp6InMsgs"),
  ICMP6_IN_ERRORS("Icmp6InErrors"),
  ICMP6_OUT_MSGS("Icmp6OutMsgs"),
  ICMP6_OUT_ERRORS("Icmp6OutErrors"),
  ICMP6_IN_CSUM_ERRORS("Icmp6InCsumErrors"),
  ICMP6_OUT_RATE_LIMIT_HOST("Icmp6OutRateLimitHost"),
  ICMP6_IN_DEST_UNREACHS("Icmp6InDestUnreachs"),
  ICMP6_IN_PKT_TOO_BIGS("Icmp6InPktTooBigs"),
  ICMP6_IN_TIME_EXCDS("Icmp6InTimeExcds"),
  ICMP6_IN_PARM_PROBLEMS("Icmp6InParmProblems"),
  ICMP6_IN_ECHOS("Icmp6InEchos"),
  ICMP6_IN_ECHO_REPLIES("Icmp6InEchoReplies"),
  ICMP6_IN_GROUP_MEMB_RESPONSES("Icmp6InGroupMembResponses"),
  ICMP6_IN_ROUTER_SOLICITS("Icmp6InRouterSolicits"),
  ICMP6_IN_ROUTER_ADVERTISEMENTS("Icmp6InRouterAdvertisements"),
  ICMP6_IN_NEIGHBOR_SOLICITS("Icmp6InNeighborSolicits"),
  ICMP6_IN_NEIGHBOR_ADVERTISEMENTS("Icmp6InNeighborAdvertisements"),
  ICMP6_IN_REDIRECTS("Icmp6InRedirects"),
  ICMP6_IN_MLDV2_REPORTS("Icmp6InMLDv2Reports"),
  ICMP6_OUT_DEST_UNREACHS("Icmp6OutDestUnreachs"),
  ICMP6_OUT_PKT_TOO_BIGS("Icmp6OutPktTooBigs"),
  ICMP6_OUT_TIME_EXCDS("Icmp6OutTimeExcds"),
  ICMP6_OUT_PARM_PROBLEMS("Icmp6OutParmProblems"),
  ICMP6_OUT_ECHOS("Icmp6OutEchos"),
  ICMP6_OUT_ECHO_REPLIES("Icmp6OutEchoReplies"),
  ICMP6_OUT_GROUP_MEMB_RESPONSES("Icmp6OutGroupMembResponses"),
  ICMP6_OUT_ROUTER_SOLICITS("Icmp6OutRouterSolicits"),
  ICMP6_OUT_ROUTER_ADVERTISEMENTS("Icmp6OutRouterAdvertisements"),
  ICMP6_OUT_NEIGHBOR_SOLICITS("Icmp6OutNeighborSolicits"),
  ICMP6_OUT_NEIGHBOR_ADVERTISEMENTS("Icmp6OutNeighborAdvertisements"),
  ICMP6_OUT_REDIRECTS("Icmp6OutRedirects"),
  ICMP6_OUT_MLDV2_REPORTS("Icmp6OutMLDv2Reports"),
  UDP6_IN_DATAGRAMS("Udp6InDatagrams"),
  UDP6_NO_PORTS("Udp6NoPorts"),
  UDP6_IN_ERRORS("Udp6InErrors"),
  UDP6_OUT_DATAGRAMS("Udp6OutDatagrams"),
  UDP6_RCVBUF_ERRORS("Udp6RcvbufErrors"),
  UDP6_SNDBUF_ERRORS("Udp6SndbufErrors"),
  UDP6_IN_CSUM_ERRORS("Udp6InCsumErrors"),
  UDP6_MEM_ERRORS("Udp6MemErrors");

  private static final Keys<Snmp6> KEYS = Keys.of(Snmp6.class, key -> key.field);

  private final String field;

  Snmp6(String field) {
    this.field = field;
  }

  /** Reads the file; empty when there is none. */
  public static Optional<Values<Snmp6>> read(KernelFile snmp6) {
    return snmp6.read().map(Snmp6::parse);
  }

  static Values<Snmp6> parse(Fields fields) {
    return Tables.valuePerLine(KEYS, fields);
  }
}
