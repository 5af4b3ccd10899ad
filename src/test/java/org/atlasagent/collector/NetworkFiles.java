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
}
