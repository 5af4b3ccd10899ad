package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Values;

/**
 * The known fields of {@code /proc/net/snmp}: what the kernel counts for IPv4, and for TCP of both
 * IP versions. Each is a running total, but {@code CurrEstab}, which is a count as it is now. A
 * column that this kernel does not have is absent.
 */
public enum Snmp implements GroupedField {
  IP_IN_RECEIVES("Ip:", "InReceives"),
  IP_IN_HDR_ERRORS("Ip:", "InHdrErrors"),
  IP_IN_ADDR_ERRORS("Ip:", "InAddrErrors"),
  IP_FORW_DATAGRAMS("Ip:", "ForwDatagrams"),
  IP_IN_UNKNOWN_PROTOS("Ip:", "InUnknownProtos"),
  IP_IN_DISCARDS("Ip:", "InDiscards"),
  IP_IN_DELIVERS("Ip:", "InDelivers"),
  IP_OUT_REQUESTS("Ip:", "OutRequests"),
  IP_OUT_DISCARDS("Ip:", "OutDiscards"),
  IP_OUT_NO_ROUTES("Ip:", "OutNoRoutes"),
  IP_REASM_TIMEOUT("Ip:", "ReasmTimeout"),
  IP_REASM_REQDS("Ip:", "ReasmReqds"),
  IP_REASM_OKS("Ip:", "ReasmOKs"),
  IP_REASM_FAILS("Ip:", "ReasmFails"),
  IP_FRAG_OKS("Ip:", "FragOKs"),
  IP_FRAG_FAILS("Ip:", "FragFails"),
  IP_FRAG_CREATES("Ip:", "FragCreates"),
  ICMP_IN_MSGS("Icmp:", "InMsgs"),
  ICMP_IN_ERRORS("Icmp:", "InErrors"),
  ICMP_IN_CSUM_ERRORS("Icmp:", "InCsumErrors"),
  ICMP_IN_DEST_UNREACHS("Icmp:", "InDestUnreachs"),
  ICMP_IN_TIME_EXCDS("Icmp:", "InTimeExcds"),
  ICMP_IN_PARM_PROBS("Icmp:", "InParmProbs"),
  ICMP_IN_REDIRECTS("Icmp:", "InRedirects"),
  ICMP_IN_ECHOS("Icmp:", "InEchos"),
  ICMP_IN_ECHO_REPS("Icmp:", "InEchoReps"),
  ICMP_OUT_MSGS("Icmp:", "OutMsgs"),
  ICMP_OUT_ERRORS("Icmp:", "OutErrors"),
  ICMP_OUT_RATE_LIMIT_GLOBAL("Icmp:", "OutRateLimitGlobal"),
  ICMP_OUT_RATE_LIMIT_HOST("Icmp:", "OutRateLimitHost"),
  ICMP_OUT_DEST_UNREACHS("Icmp:", "OutDestUnreachs"),
  ICMP_OUT_TIME_EXCDS("Icmp:", "OutTimeExcds"),
  ICMP_OUT_PARM_PROBS("Icmp:", "OutParmProbs"),
  ICMP_OUT_REDIRECTS("Icmp:", "OutRedirects"),
  ICMP_OUT_ECHOS("Icmp:", "OutEchos"),
  ICMP_OUT_ECHO_REPS("Icmp:", "OutEchoReps"),
  TCP_ACTIVE_OPENS("Tcp:", "ActiveOpens"),
  TCP_PASSIVE_OPENS("Tcp:", "PassiveOpens"),
  TCP_ATTEMPT_FAILS("Tcp:", "AttemptFails"),
  TCP_ESTAB_RESETS("Tcp:", "EstabResets"),
  TCP_CURR_ESTAB("Tcp:", "CurrEstab"),
  TCP_IN_SEGS("Tcp:", "InSegs"),
  TCP_OUT_SEGS("Tcp:", "OutSegs"),
  TCP_RETRANS_SEGS("Tcp:", "RetransSegs"),
  TCP_IN_ERRS("Tcp:", "InErrs"),
  TCP_OUT_RSTS("Tcp:", "OutRsts"),
  UDP_IN_DATAGRAMS("Udp:", "InDatagrams"),
  UDP_NO_PORTS("Udp:", "NoPorts"),
  UDP_IN_ERRORS("Udp:", "InErrors"),
  UDP_OUT_DATAGRAMS("Udp:", "OutDatagrams"),
  UDP_RCVBUF_ERRORS("Udp:", "RcvbufErrors"),
  UDP_SNDBUF_ERRORS("Udp:", "SndbufErrors"),
  UDP_IN_CSUM_ERRORS("Udp:", "InCsumErrors"),
  UDP_MEM_ERRORS("Udp:", "MemErrors");

  private static final Groups<Snmp> GROUPS = Groups.of(Snmp.class);

  private final String group;
  private final String field;

  Snmp(String group, String field) {
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
  public static Optional<Values<Snmp>> read(KernelFile snmp) {
    return snmp.read().map(Snmp::parse);
  }

  static Values<Snmp> parse(Fields fields) {
    return Tables.linePairs(GROUPS, fields);
  }
}
