package org.atlasagent.collector;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A second reading of the network files of this machine, with split strings and big integers: what
 * the collectors should report, series by series. It shares no code with them.
 */
final class NetworkFiles {
  static final long PAGE = 4096;

  private static final Path NET = Path.of("/proc/net");

  private NetworkFiles() {}

  private static List<String> lines(String file) throws IOException {
    Path path = NET.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  /** Names of snmp and netstat with their group, as in {@code Ip:InReceives}. */
  private static Map<String, BigInteger> paired(String file) throws IOException {
    Map<String, BigInteger> values = new HashMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      String[] names = lines.get(i).split(" ", -1);
      String[] numbers = lines.get(i + 1).split(" ", -1);
      for (int column = 1; column < names.length; column++) {
        values.put(names[0] + names[column], new BigInteger(numbers[column]));
      }
    }
    return values;
  }

  private static Map<String, BigInteger> snmp6() throws IOException {
    Map<String, BigInteger> values = new HashMap<>();
    for (String line : lines("snmp6")) {
      String[] columns = line.split("\\s+", -1);
      values.put(columns[0], new BigInteger(columns[1]));
    }
    return values;
  }

  /** Puts the sum of some names under a series, if all of them are there. */
  private static void put(
      Map<String, BigInteger> into, String series, Map<String, BigInteger> from, String... names) {
    BigInteger sum = BigInteger.ZERO;
    for (String name : names) {
      BigInteger value = from.get(name);
      if (value == null) {
        return;
      }
      sum = sum.add(value);
    }
    into.put(series, sum);
  }

  /** Puts names of a file under series, given in turns; those that are not there are left out. */
  private static void putAll(
      Map<String, BigInteger> into, Map<String, BigInteger> from, String... seriesAndNames) {
    for (int i = 0; i < seriesAndNames.length; i += 2) {
      put(into, seriesAndNames[i], from, seriesAndNames[i + 1].split("\\+", -1));
    }
  }

  static Map<String, BigInteger> ip() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    Map<String, BigInteger> snmp = paired("snmp");
    put(all, "net.ip.datagrams,id=in,proto=v4", snmp, "Ip:InReceives");
    put(all, "net.ip.datagrams,id=out,proto=v4", snmp, "Ip:OutRequests");
    put(all, "net.ip.discards,id=in,proto=v4", snmp, "Ip:InDiscards");
    put(all, "net.ip.discards,id=out,proto=v4", snmp, "Ip:OutDiscards");
    put(all, "net.ip.reasmReqds,proto=v4", snmp, "Ip:ReasmReqds");
    Map<String, BigInteger> netstat = paired("netstat");
    put(all, "net.ip.congestedPackets,proto=v4", netstat, "IpExt:InCEPkts");
    put(all, "net.ip.ectPackets,id=notCapable,proto=v4", netstat, "IpExt:InNoECTPkts");
    put(
        all,
        "net.ip.ectPackets,id=capable,proto=v4",
        netstat,
        "IpExt:InECT0Pkts",
        "IpExt:InECT1Pkts");
    Map<String, BigInteger> snmp6 = snmp6();
    put(all, "net.ip.datagrams,id=in,proto=v6", snmp6, "Ip6InReceives");
    put(all, "net.ip.datagrams,id=out,proto=v6", snmp6, "Ip6OutRequests");
    put(all, "net.ip.discards,id=in,proto=v6", snmp6, "Ip6InDiscards");
    put(all, "net.ip.discards,id=out,proto=v6", snmp6, "Ip6OutDiscards");
    put(all, "net.ip.reasmReqds,proto=v6", snmp6, "Ip6ReasmReqds");
    put(all, "net.ip.congestedPackets,proto=v6", snmp6, "Ip6InCEPkts");
    put(all, "net.ip.ectPackets,id=notCapable,proto=v6", snmp6, "Ip6InNoECTPkts");
    put(all, "net.ip.ectPackets,id=capable,proto=v6", snmp6, "Ip6InECT0Pkts", "Ip6InECT1Pkts");
    putAll(
        all,
        snmp,
        "net.ip.delivered,proto=v4",
        "Ip:InDelivers",
        "net.ip.forwarded,proto=v4",
        "Ip:ForwDatagrams",
        "net.ip.errors,id=inHeader,proto=v4",
        "Ip:InHdrErrors",
        "net.ip.errors,id=inAddress,proto=v4",
        "Ip:InAddrErrors",
        "net.ip.errors,id=inUnknownProtocol,proto=v4",
        "Ip:InUnknownProtos",
        "net.ip.errors,id=outNoRoute,proto=v4",
        "Ip:OutNoRoutes",
        "net.ip.fragments,id=fragOk,proto=v4",
        "Ip:FragOKs",
        "net.ip.fragments,id=fragFailed,proto=v4",
        "Ip:FragFails",
        "net.ip.fragments,id=fragCreated,proto=v4",
        "Ip:FragCreates",
        "net.ip.fragments,id=reassemblyOk,proto=v4",
        "Ip:ReasmOKs",
        "net.ip.fragments,id=reassemblyFailed,proto=v4",
        "Ip:ReasmFails",
        "net.ip.fragments,id=reassemblyTimeout,proto=v4",
        "Ip:ReasmTimeout");
    putAll(
        all,
        netstat,
        "net.ip.bytes,id=in,proto=v4",
        "IpExt:InOctets",
        "net.ip.bytes,id=out,proto=v4",
        "IpExt:OutOctets",
        "net.ip.multicast,id=in,proto=v4",
        "IpExt:InMcastPkts",
        "net.ip.multicast,id=out,proto=v4",
        "IpExt:OutMcastPkts",
        "net.ip.errors,id=inTruncated,proto=v4",
        "IpExt:InTruncatedPkts",
        "net.ip.errors,id=inNoRoute,proto=v4",
        "IpExt:InNoRoutes");
    putAll(
        all,
        snmp6,
        "net.ip.delivered,proto=v6",
        "Ip6InDelivers",
        "net.ip.forwarded,proto=v6",
        "Ip6OutForwDatagrams",
        "net.ip.errors,id=inHeader,proto=v6",
        "Ip6InHdrErrors",
        "net.ip.errors,id=inAddress,proto=v6",
        "Ip6InAddrErrors",
        "net.ip.errors,id=inUnknownProtocol,proto=v6",
        "Ip6InUnknownProtos",
        "net.ip.errors,id=outNoRoute,proto=v6",
        "Ip6OutNoRoutes",
        "net.ip.fragments,id=fragOk,proto=v6",
        "Ip6FragOKs",
        "net.ip.fragments,id=fragFailed,proto=v6",
        "Ip6FragFails",
        "net.ip.fragments,id=fragCreated,proto=v6",
        "Ip6FragCreates",
        "net.ip.fragments,id=reassemblyOk,proto=v6",
        "Ip6ReasmOKs",
        "net.ip.fragments,id=reassemblyFailed,proto=v6",
        "Ip6ReasmFails",
        "net.ip.fragments,id=reassemblyTimeout,proto=v6",
        "Ip6ReasmTimeout",
        "net.ip.bytes,id=in,proto=v6",
        "Ip6InOctets",
        "net.ip.bytes,id=out,proto=v6",
        "Ip6OutOctets",
        "net.ip.multicast,id=in,proto=v6",
        "Ip6InMcastPkts",
        "net.ip.multicast,id=out,proto=v6",
        "Ip6OutMcastPkts",
        "net.ip.errors,id=inTruncated,proto=v6",
        "Ip6InTruncatedPkts",
        "net.ip.errors,id=inNoRoute,proto=v6",
        "Ip6InNoRoutes",
        "net.ip.errors,id=inTooBig,proto=v6",
        "Ip6InTooBigErrors");
    return all;
  }

  static Map<String, BigInteger> tcp() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    Map<String, BigInteger> snmp = paired("snmp");
    put(all, "net.tcp.segments,id=in", snmp, "Tcp:InSegs");
    put(all, "net.tcp.segments,id=out", snmp, "Tcp:OutSegs");
    put(all, "net.tcp.errors,id=retransSegs", snmp, "Tcp:RetransSegs");
    put(all, "net.tcp.errors,id=inErrs", snmp, "Tcp:InErrs");
    put(all, "net.tcp.errors,id=outRsts", snmp, "Tcp:OutRsts");
    put(all, "net.tcp.errors,id=attemptFails", snmp, "Tcp:AttemptFails");
    put(all, "net.tcp.errors,id=estabResets", snmp, "Tcp:EstabResets");
    put(all, "net.tcp.opens,id=active", snmp, "Tcp:ActiveOpens");
    put(all, "net.tcp.opens,id=passive", snmp, "Tcp:PassiveOpens");
    putAll(
        all,
        paired("netstat"),
        "net.tcp.listen,id=overflow",
        "TcpExt:ListenOverflows",
        "net.tcp.listen,id=drop",
        "TcpExt:ListenDrops",
        "net.tcp.synCookies,id=sent",
        "TcpExt:SyncookiesSent",
        "net.tcp.synCookies,id=received",
        "TcpExt:SyncookiesRecv",
        "net.tcp.synCookies,id=failed",
        "TcpExt:SyncookiesFailed",
        "net.tcp.retransmits,id=lost",
        "TcpExt:TCPLostRetransmit",
        "net.tcp.retransmits,id=fast",
        "TcpExt:TCPFastRetrans",
        "net.tcp.retransmits,id=slowStart",
        "TcpExt:TCPSlowStartRetrans",
        "net.tcp.retransmits,id=syn",
        "TcpExt:TCPSynRetrans",
        "net.tcp.retransmits,id=timeout",
        "TcpExt:TCPTimeouts",
        "net.tcp.aborts,id=onData",
        "TcpExt:TCPAbortOnData",
        "net.tcp.aborts,id=onClose",
        "TcpExt:TCPAbortOnClose",
        "net.tcp.aborts,id=onMemory",
        "TcpExt:TCPAbortOnMemory",
        "net.tcp.aborts,id=onTimeout",
        "TcpExt:TCPAbortOnTimeout",
        "net.tcp.aborts,id=onLinger",
        "TcpExt:TCPAbortOnLinger",
        "net.tcp.aborts,id=failed",
        "TcpExt:TCPAbortFailed",
        "net.tcp.pressure,id=entered",
        "TcpExt:TCPMemoryPressures",
        "net.tcp.pressure,id=pruned",
        "TcpExt:PruneCalled",
        "net.tcp.pressure,id=backlogDrop",
        "TcpExt:TCPBacklogDrop",
        "net.tcp.pressure,id=receiveQueueDrop",
        "TcpExt:TCPRcvQDrop");
    return all;
  }

  static Map<String, BigInteger> established() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    put(all, "net.tcp.currEstab", paired("snmp"), "Tcp:CurrEstab");
    return all;
  }

  static Map<String, BigInteger> udp() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    Map<String, BigInteger> snmp = paired("snmp");
    put(all, "net.udp.datagrams,id=in,proto=v4", snmp, "Udp:InDatagrams");
    put(all, "net.udp.datagrams,id=out,proto=v4", snmp, "Udp:OutDatagrams");
    put(all, "net.udp.errors,id=inErrors,proto=v4", snmp, "Udp:InErrors");
    Map<String, BigInteger> snmp6 = snmp6();
    put(all, "net.udp.datagrams,id=in,proto=v6", snmp6, "Udp6InDatagrams");
    put(all, "net.udp.datagrams,id=out,proto=v6", snmp6, "Udp6OutDatagrams");
    put(all, "net.udp.errors,id=inErrors,proto=v6", snmp6, "Udp6InErrors");
    putAll(
        all,
        snmp,
        "net.udp.drops,id=noPort,proto=v4",
        "Udp:NoPorts",
        "net.udp.drops,id=receiveBuffer,proto=v4",
        "Udp:RcvbufErrors",
        "net.udp.drops,id=sendBuffer,proto=v4",
        "Udp:SndbufErrors",
        "net.udp.drops,id=checksum,proto=v4",
        "Udp:InCsumErrors",
        "net.udp.drops,id=memory,proto=v4",
        "Udp:MemErrors");
    putAll(
        all,
        snmp6,
        "net.udp.drops,id=noPort,proto=v6",
        "Udp6NoPorts",
        "net.udp.drops,id=receiveBuffer,proto=v6",
        "Udp6RcvbufErrors",
        "net.udp.drops,id=sendBuffer,proto=v6",
        "Udp6SndbufErrors",
        "net.udp.drops,id=checksum,proto=v6",
        "Udp6InCsumErrors",
        "net.udp.drops,id=memory,proto=v6",
        "Udp6MemErrors");
    return all;
  }

  /** By position: as the kernel has printed this file since 2.2. */
  static Map<String, BigInteger> interfaces() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    List<String> lines = lines("dev");
    for (String line : lines.subList(2, lines.size())) {
      String name = line.substring(0, line.lastIndexOf(':')).strip();
      String[] text = line.substring(line.lastIndexOf(':') + 1).strip().split("\\s+", -1);
      List<BigInteger> n = new ArrayList<>();
      for (String number : text) {
        n.add(new BigInteger(number));
      }
      all.put("net.iface.bytes,id=in,iface=" + name, n.get(0));
      all.put("net.iface.packets,id=in,iface=" + name, n.get(1));
      all.put("net.iface.errors,id=in,iface=" + name, n.get(2).add(n.get(4)).add(n.get(5)));
      all.put("net.iface.droppedPackets,id=in,iface=" + name, n.get(3));
      all.put("net.iface.bytes,id=out,iface=" + name, n.get(8));
      all.put("net.iface.packets,id=out,iface=" + name, n.get(9));
      all.put("net.iface.errors,id=out,iface=" + name, n.get(10).add(n.get(12)));
      all.put("net.iface.droppedPackets,id=out,iface=" + name, n.get(11));
      all.put("net.iface.collisions,iface=" + name, n.get(13));
    }
    return all;
  }

  static Map<String, BigInteger> states() throws IOException {
    List<String> ids =
        List.of(
            "established",
            "synSent",
            "synRecv",
            "finWait1",
            "finWait2",
            "timeWait",
            "close",
            "closeWait",
            "lastAck",
            "listen",
            "closing");
    Map<String, BigInteger> all = new TreeMap<>();
    for (String proto : List.of("v4", "v6")) {
      List<String> lines = lines(proto.equals("v4") ? "tcp" : "tcp6");
      for (int i = 0; i < ids.size() && !lines.isEmpty(); i++) {
        String state = "%02X".formatted(i + 1);
        long count =
            lines.stream()
                .skip(1)
                .filter(line -> line.strip().split("\\s+", -1)[3].equals(state))
                .count();
        all.put(
            "net.tcp.connectionStates,id=%s,proto=%s".formatted(ids.get(i), proto),
            BigInteger.valueOf(count));
      }
    }
    return all;
  }

  static Map<String, BigInteger> arp() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    all.put("net.arpCacheSize", BigInteger.valueOf(lines("arp").size() - 1L));
    return all;
  }

  static Map<String, BigInteger> tcpMemory() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    for (String line : lines("sockstat")) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("TCP:")) {
        BigInteger pages = new BigInteger(words[List.of(words).indexOf("mem") + 1]);
        all.put("net.tcp.memory", pages.multiply(BigInteger.valueOf(PAGE)));
      }
    }
    return all;
  }

  static Map<String, BigInteger> icmp() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    putAll(
        all,
        paired("snmp"),
        "net.icmp.messages,id=in,proto=v4",
        "Icmp:InMsgs",
        "net.icmp.messages,id=out,proto=v4",
        "Icmp:OutMsgs",
        "net.icmp.errors,id=inErrors,proto=v4",
        "Icmp:InErrors",
        "net.icmp.errors,id=outErrors,proto=v4",
        "Icmp:OutErrors",
        "net.icmp.errors,id=inChecksum,proto=v4",
        "Icmp:InCsumErrors",
        "net.icmp.rateLimited,id=host,proto=v4",
        "Icmp:OutRateLimitHost",
        "net.icmp.types,id=in,proto=v4,type=destinationUnreachable",
        "Icmp:InDestUnreachs",
        "net.icmp.types,id=in,proto=v4,type=timeExceeded",
        "Icmp:InTimeExcds",
        "net.icmp.types,id=in,proto=v4,type=parameterProblem",
        "Icmp:InParmProbs",
        "net.icmp.types,id=in,proto=v4,type=redirect",
        "Icmp:InRedirects",
        "net.icmp.types,id=in,proto=v4,type=echo",
        "Icmp:InEchos",
        "net.icmp.types,id=in,proto=v4,type=echoReply",
        "Icmp:InEchoReps",
        "net.icmp.types,id=out,proto=v4,type=destinationUnreachable",
        "Icmp:OutDestUnreachs",
        "net.icmp.types,id=out,proto=v4,type=timeExceeded",
        "Icmp:OutTimeExcds",
        "net.icmp.types,id=out,proto=v4,type=parameterProblem",
        "Icmp:OutParmProbs",
        "net.icmp.types,id=out,proto=v4,type=redirect",
        "Icmp:OutRedirects",
        "net.icmp.types,id=out,proto=v4,type=echo",
        "Icmp:OutEchos",
        "net.icmp.types,id=out,proto=v4,type=echoReply",
        "Icmp:OutEchoReps",
        "net.icmp.rateLimited,id=global,proto=v4",
        "Icmp:OutRateLimitGlobal");
    putAll(
        all,
        snmp6(),
        "net.icmp.messages,id=in,proto=v6",
        "Icmp6InMsgs",
        "net.icmp.messages,id=out,proto=v6",
        "Icmp6OutMsgs",
        "net.icmp.errors,id=inErrors,proto=v6",
        "Icmp6InErrors",
        "net.icmp.errors,id=outErrors,proto=v6",
        "Icmp6OutErrors",
        "net.icmp.errors,id=inChecksum,proto=v6",
        "Icmp6InCsumErrors",
        "net.icmp.rateLimited,id=host,proto=v6",
        "Icmp6OutRateLimitHost",
        "net.icmp.types,id=in,proto=v6,type=destinationUnreachable",
        "Icmp6InDestUnreachs",
        "net.icmp.types,id=in,proto=v6,type=packetTooBig",
        "Icmp6InPktTooBigs",
        "net.icmp.types,id=in,proto=v6,type=timeExceeded",
        "Icmp6InTimeExcds",
        "net.icmp.types,id=in,proto=v6,type=parameterProblem",
        "Icmp6InParmProblems",
        "net.icmp.types,id=in,proto=v6,type=redirect",
        "Icmp6InRedirects",
        "net.icmp.types,id=in,proto=v6,type=echo",
        "Icmp6InEchos",
        "net.icmp.types,id=in,proto=v6,type=echoReply",
        "Icmp6InEchoReplies",
        "net.icmp.types,id=in,proto=v6,type=routerSolicitation",
        "Icmp6InRouterSolicits",
        "net.icmp.types,id=in,proto=v6,type=routerAdvertisement",
        "Icmp6InRouterAdvertisements",
        "net.icmp.types,id=in,proto=v6,type=neighborSolicitation",
        "Icmp6InNeighborSolicits",
        "net.icmp.types,id=in,proto=v6,type=neighborAdvertisement",
        "Icmp6InNeighborAdvertisements",
        "net.icmp.types,id=in,proto=v6,type=multicastListenerReport",
        "Icmp6InGroupMembResponses+Icmp6InMLDv2Reports",
        "net.icmp.types,id=out,proto=v6,type=destinationUnreachable",
        "Icmp6OutDestUnreachs",
        "net.icmp.types,id=out,proto=v6,type=packetTooBig",
        "Icmp6OutPktTooBigs",
        "net.icmp.types,id=out,proto=v6,type=timeExceeded",
        "Icmp6OutTimeExcds",
        "net.icmp.types,id=out,proto=v6,type=parameterProblem",
        "Icmp6OutParmProblems",
        "net.icmp.types,id=out,proto=v6,type=redirect",
        "Icmp6OutRedirects",
        "net.icmp.types,id=out,proto=v6,type=echo",
        "Icmp6OutEchos",
        "net.icmp.types,id=out,proto=v6,type=echoReply",
        "Icmp6OutEchoReplies",
        "net.icmp.types,id=out,proto=v6,type=routerSolicitation",
        "Icmp6OutRouterSolicits",
        "net.icmp.types,id=out,proto=v6,type=routerAdvertisement",
        "Icmp6OutRouterAdvertisements",
        "net.icmp.types,id=out,proto=v6,type=neighborSolicitation",
        "Icmp6OutNeighborSolicits",
        "net.icmp.types,id=out,proto=v6,type=neighborAdvertisement",
        "Icmp6OutNeighborAdvertisements",
        "net.icmp.types,id=out,proto=v6,type=multicastListenerReport",
        "Icmp6OutGroupMembResponses+Icmp6OutMLDv2Reports");
    return all;
  }

  /** Names of sockstat and sockstat6 with their group, as in {@code TCP:inuse}. */
  private static Map<String, BigInteger> sockstat(String file) throws IOException {
    Map<String, BigInteger> values = new HashMap<>();
    for (String line : lines(file)) {
      String[] words = line.split(" ", -1);
      for (int i = 1; i + 1 < words.length; i += 2) {
        values.put(words[0] + words[i], new BigInteger(words[i + 1]));
      }
    }
    return values;
  }

  static Map<String, BigInteger> sockets() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    putAll(
        all,
        sockstat("sockstat"),
        "net.sockets.inUse,id=tcp,proto=v4",
        "TCP:inuse",
        "net.sockets.inUse,id=udp,proto=v4",
        "UDP:inuse",
        "net.sockets.inUse,id=raw,proto=v4",
        "RAW:inuse",
        "net.sockets.used",
        "sockets:used");
    putAll(
        all,
        sockstat("sockstat6"),
        "net.sockets.inUse,id=tcp,proto=v6",
        "TCP6:inuse",
        "net.sockets.inUse,id=udp,proto=v6",
        "UDP6:inuse",
        "net.sockets.inUse,id=raw,proto=v6",
        "RAW6:inuse");
    return all;
  }

  static Map<String, BigInteger> tcpSockets() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    putAll(
        all,
        sockstat("sockstat"),
        "net.tcp.sockets,id=orphan",
        "TCP:orphan",
        "net.tcp.sockets,id=timeWait",
        "TCP:tw",
        "net.tcp.sockets,id=allocated",
        "TCP:alloc");
    return all;
  }

  static Map<String, BigInteger> fragments() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    putAll(
        all,
        sockstat("sockstat"),
        "net.ip.fragQueues,proto=v4",
        "FRAG:inuse",
        "net.ip.fragMemory,proto=v4",
        "FRAG:memory");
    putAll(
        all,
        sockstat("sockstat6"),
        "net.ip.fragQueues,proto=v6",
        "FRAG6:inuse",
        "net.ip.fragMemory,proto=v6",
        "FRAG6:memory");
    return all;
  }

  static Map<String, BigInteger> socketMemory() throws IOException {
    Map<String, BigInteger> pages = new TreeMap<>();
    putAll(pages, sockstat("sockstat"), "net.udp.memory", "UDP:mem");
    // Such a file gives all of itself to the first read, and nothing to a second one.
    Path tcpMem = Path.of("/proc/sys/net/ipv4/tcp_mem");
    String[] limits = Files.readAllLines(tcpMem).getFirst().split("\t", 3);
    pages.put("net.tcp.memoryLimit,id=low", new BigInteger(limits[0]));
    pages.put("net.tcp.memoryLimit,id=pressure", new BigInteger(limits[1]));
    pages.put("net.tcp.memoryLimit,id=max", new BigInteger(limits[2]));
    pages.replaceAll((series, count) -> count.multiply(BigInteger.valueOf(PAGE)));
    return pages;
  }

  /** Columns of a file with a line of names, and a line of hexadecimal numbers for each CPU. */
  private static Map<String, BigInteger> perCpu(String file) throws IOException {
    Map<String, BigInteger> sums = new HashMap<>();
    List<String> lines = lines(file);
    for (int line = 1; line < lines.size(); line++) {
      String[] names = lines.getFirst().split("\\s+", -1);
      String[] numbers = lines.get(line).split("\\s+", -1);
      for (int column = 0; column < names.length; column++) {
        sums.merge(names[column], new BigInteger(numbers[column], 16), BigInteger::add);
      }
    }
    return sums;
  }

  static Map<String, BigInteger> neighborTables() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    putAll(
        all,
        perCpu("stat/arp_cache"),
        "net.neighborTable,id=tableFull,proto=v4",
        "table_fulls",
        "net.neighborTable,id=forcedGc,proto=v4",
        "forced_gc_runs",
        "net.neighborTable,id=unresolvedDiscards,proto=v4",
        "unresolved_discards",
        "net.neighborTable,id=resolutionFailed,proto=v4",
        "res_failed",
        "net.neighborTable,id=hashGrows,proto=v4",
        "hash_grows");
    putAll(
        all,
        perCpu("stat/ndisc_cache"),
        "net.neighborTable,id=tableFull,proto=v6",
        "table_fulls",
        "net.neighborTable,id=forcedGc,proto=v6",
        "forced_gc_runs",
        "net.neighborTable,id=unresolvedDiscards,proto=v6",
        "unresolved_discards",
        "net.neighborTable,id=resolutionFailed,proto=v6",
        "res_failed",
        "net.neighborTable,id=hashGrows,proto=v6",
        "hash_grows");
    return all;
  }

  static Map<String, BigInteger> conntrackDrops() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    putAll(
        all,
        perCpu("stat/nf_conntrack"),
        "net.conntrack.drops,id=insertFailed",
        "insert_failed",
        "net.conntrack.drops,id=drop",
        "drop",
        "net.conntrack.drops,id=earlyDrop",
        "early_drop",
        "net.conntrack.drops,id=searchRestart",
        "search_restart");
    return all;
  }

  static Map<String, BigInteger> softnet() throws IOException {
    Map<String, BigInteger> all = new TreeMap<>();
    for (String line : lines("softnet_stat")) {
      String[] numbers = line.split(" ", -1);
      all.merge("net.softnet,id=processed", new BigInteger(numbers[0], 16), BigInteger::add);
      all.merge("net.softnet,id=dropped", new BigInteger(numbers[1], 16), BigInteger::add);
      all.merge("net.softnet,id=timeSqueezed", new BigInteger(numbers[2], 16), BigInteger::add);
    }
    return all;
  }
}
