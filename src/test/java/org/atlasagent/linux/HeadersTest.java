package org.atlasagent.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Layouts and numbers against the headers of the C library and the kernel, of both architectures: a
 * compiler for each reads assertions that are made from the agent's own.
 */
class HeadersTest {
  private static final String HEADERS =
      """
      #define _GNU_SOURCE
      #include <stddef.h>
      #include <dirent.h>
      #include <fcntl.h>
      #include <poll.h>
      #include <signal.h>
      #include <unistd.h>
      #include <net/if.h>
      #include <netinet/in.h>
      #include <sys/ioctl.h>
      #include <sys/mman.h>
      #include <sys/socket.h>
      #include <sys/stat.h>
      #include <sys/statvfs.h>
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <sys/timex.h>
      #include <sys/un.h>
      #include <sys/utsname.h>
      #include <linux/ethtool.h>
      #include <linux/inet_diag.h>
      #include <linux/netlink.h>
      #include <linux/nvme_ioctl.h>
      #include <linux/perf_event.h>
      #include <linux/rtnetlink.h>
      #include <linux/sock_diag.h>
      #include <linux/sockios.h>
      """;

  /** A layout, the struct that it is, and its members that C does not know by that name. */
  private record Struct(String name, StructLayout layout, Set<String> ours) {
    Struct(String name, StructLayout layout) {
      this(name, layout, Set.of());
    }
  }

  private static final List<Struct> WHOLE =
      List.of(
          new Struct("struct statvfs", StatVfs.LAYOUT, Set.of("f_spare")),
          new Struct("struct sockaddr_in", LoopbackClient.IPV4),
          new Struct("struct sockaddr_in6", LoopbackClient.IPV6),
          new Struct("struct statx", LinkCount.LAYOUT, Set.of("rest")),
          new Struct("struct winsize", TerminalSize.LAYOUT),
          new Struct("struct utsname", Machine.LAYOUT),
          new Struct("struct sockaddr_un", UnixAddress.LAYOUT),
          new Struct("struct sockaddr_nl", NetlinkSocket.SENDER),
          new Struct("struct timeval", NetlinkSocket.TIME),
          new Struct("struct timex", AdjustTime.LAYOUT, Set.of("reserved")),
          new Struct("struct ifreq", Ethtool.REQUEST, Set.of("rest")),
          new Struct("struct ethtool_gstrings", Ethtool.STRINGS),
          new Struct("struct ethtool_stats", Ethtool.STATISTICS),
          new Struct("struct pollfd", DatagramEnd.POLL),
          new Struct("struct nvme_admin_cmd", NvmeAdmin.COMMAND));

  /** Structs of which a layout has the beginning only. */
  private static final List<Struct> BEGINNINGS =
      List.of(
          new Struct("struct dirent64", NumberedDirectory.ENTRY, Set.of("d_name")),
          new Struct("struct ethtool_sset_info", Ethtool.SET_INFO, Set.of("data")),
          new Struct("struct perf_event_attr", PerfEvents.ATTRIBUTES, Set.of("flags")));

  /** A class and its fields, each as in C or followed by what it is in C. */
  private static final List<List<String>> NUMBERS =
      List.of(
          List.of("linux.TerminalSize", "TIOCGWINSZ"),
          List.of("linux.DatagramEnd", "POLLIN", "MSG_DONTWAIT", "MSG_NOSIGNAL"),
          List.of("linux.UnixDatagramSocket", "SOCK_NONBLOCK", "MSG_NOSIGNAL"),
          List.of("linux.SocketFamily", "SOCK_CLOEXEC", "SOCK_DGRAM"),
          List.of("linux.UnixDatagramServer", "S_IFMT", "S_IFSOCK"),
          List.of("linux.InterfaceIndex", "NAME_BYTES=IFNAMSIZ"),
          List.of("linux.Signals", "SIGHUP"),
          List.of("linux.MemoryAdvice", "MADV_DONTNEED"),
          List.of("linux.AdjustTime", "TIME_ERROR"),
          List.of("linux.LinkCount", "STATX_NLINK"),
          List.of(
              "linux.SystemConfiguration", "SC_CLK_TCK=_SC_CLK_TCK", "SC_PAGESIZE=_SC_PAGESIZE"),
          List.of(
              "linux.NumberedDirectory",
              "O_RDONLY_NONBLOCK_CLOEXEC=O_RDONLY | O_NONBLOCK | O_CLOEXEC"),
          List.of(
              "linux.NvmeAdmin",
              "O_RDONLY_NONBLOCK_CLOEXEC=O_RDONLY | O_NONBLOCK | O_CLOEXEC",
              "NVME_IOCTL_ADMIN_CMD"),
          List.of(
              "linux.Ethtool",
              "SIOCETHTOOL",
              "ETHTOOL_GSTRINGS",
              "ETHTOOL_GSTATS",
              "ETHTOOL_GSSET_INFO",
              "ETH_SS_STATS",
              "NAME_BYTES=ETH_GSTRING_LEN"),
          List.of(
              "linux.PerfEvents",
              "FD_CLOEXEC=PERF_FLAG_FD_CLOEXEC",
              "FORMAT_TOTAL_TIME_ENABLED_AND_RUNNING="
                  + "PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING"),
          List.of(
              "source.host.PerfEvent",
              "HARDWARE=PERF_TYPE_HARDWARE",
              "SOFTWARE=PERF_TYPE_SOFTWARE"),
          List.of(
              "linux.NetlinkSocket",
              "NETLINK_ROUTE",
              "NETLINK_SOCK_DIAG",
              "AF_NETLINK",
              "SOCK_RAW",
              "SOL_SOCKET",
              "SO_RCVTIMEO",
              "MSG_TRUNC"),
          List.of(
              "source.netlink.NetlinkMessages",
              "NOOP=NLMSG_NOOP",
              "ERROR=NLMSG_ERROR",
              "DONE=NLMSG_DONE",
              "NLM_F_DUMP_INTR",
              "ALIGNMENT=NLMSG_ALIGNTO"),
          List.of(
              "source.netlink.Attributes",
              "HEADER_BYTES=sizeof(struct rtattr)",
              "ALIGNMENT=RTA_ALIGNTO",
              "TYPE_MASK=(unsigned short) NLA_TYPE_MASK"),
          List.of(
              "source.netlink.DumpRequest",
              "HEADER_BYTES=sizeof(struct nlmsghdr)",
              "NLM_F_REQUEST",
              "NLM_F_DUMP",
              "SOCK_DIAG_BY_FAMILY",
              "RTM_NEWLINK",
              "RTM_NEWADDR",
              "RTM_NEWROUTE",
              "RTM_NEWNEIGH",
              "NEW_TO_GET=RTM_GETLINK - RTM_NEWLINK",
              "IPPROTO_TCP",
              "IPPROTO_UDP",
              "INET_DIAG_REQUEST_BYTES=sizeof(struct inet_diag_req_v2)",
              "LINK_REQUEST_BYTES=sizeof(struct ifinfomsg)",
              "ADDRESS_REQUEST_BYTES=sizeof(struct ifaddrmsg)",
              "ROUTE_REQUEST_BYTES=sizeof(struct rtmsg)",
              "NEIGHBOR_REQUEST_BYTES=sizeof(struct ndmsg)",
              "IFLA_EXT_MASK",
              "RTEXT_FILTER_SKIP_STATS"),
          List.of(
              "source.netlink.InetDiagMessage",
              "SKMEMINFO=INET_DIAG_SKMEMINFO",
              "BYTES=sizeof(struct inet_diag_msg)",
              "FAMILY=offsetof(struct inet_diag_msg, idiag_family)",
              "STATE=offsetof(struct inet_diag_msg, idiag_state)",
              "PEER_ADDRESS=offsetof(struct inet_diag_msg, id.idiag_dst)",
              "RECEIVE_QUEUE=offsetof(struct inet_diag_msg, idiag_rqueue)",
              "SEND_QUEUE=offsetof(struct inet_diag_msg, idiag_wqueue)"),
          List.of(
              "source.netlink.NeighborMessage",
              "BYTES=sizeof(struct ndmsg)",
              "FAMILY=offsetof(struct ndmsg, ndm_family)",
              "STATE=offsetof(struct ndmsg, ndm_state)"),
          List.of(
              "source.netlink.AddressMessage",
              "BYTES=sizeof(struct ifaddrmsg)",
              "FAMILY=offsetof(struct ifaddrmsg, ifa_family)",
              "FLAGS=offsetof(struct ifaddrmsg, ifa_flags)",
              "SCOPE=offsetof(struct ifaddrmsg, ifa_scope)",
              "INDEX=offsetof(struct ifaddrmsg, ifa_index)",
              "RT_SCOPE_UNIVERSE",
              "IFA_CACHEINFO",
              "IFA_FLAGS"),
          List.of(
              "source.netlink.LinkNames",
              "BYTES=sizeof(struct ifinfomsg)",
              "INDEX=offsetof(struct ifinfomsg, ifi_index)",
              "IFLA_IFNAME"),
          List.of(
              "source.netlink.RouteMessage",
              "BYTES=sizeof(struct rtmsg)",
              "FAMILY=offsetof(struct rtmsg, rtm_family)",
              "DESTINATION_LENGTH=offsetof(struct rtmsg, rtm_dst_len)",
              "TABLE=offsetof(struct rtmsg, rtm_table)",
              "RTA_TABLE",
              "RT_TABLE_MAIN"));

  @ParameterizedTest
  @ValueSource(strings = {"x86_64-linux-gnu-gcc", "aarch64-linux-gnu-gcc"})
  void theHeadersSayTheSame(String compiler) {
    Skip.withoutPrograms(compiler);
    StringBuilder program = new StringBuilder(HEADERS);
    WHOLE.forEach(struct -> program.append(equal("sizeof(" + struct.name() + ")", size(struct))));
    WHOLE.forEach(struct -> program.append(members(struct)));
    BEGINNINGS.forEach(struct -> program.append(members(struct)));
    program.append(equal("PERF_ATTR_SIZE_VER0", PerfEvents.ATTRIBUTES.byteSize()));
    for (List<String> numbers : NUMBERS) {
      for (String number : numbers.subList(1, numbers.size())) {
        String[] sides = number.split("=", 2);
        program.append(equal(sides[sides.length - 1], value(numbers.getFirst(), sides[0])));
      }
    }
    program
        .append("#ifdef __x86_64__\n")
        .append(equal("SYS_perf_event_open", value("linux.PerfEvents", "NUMBER_ON_X86_64")))
        .append("#else\n")
        .append(equal("SYS_perf_event_open", value("linux.PerfEvents", "NUMBER_ELSEWHERE")))
        .append("#endif\n");

    assertThat(complaints(compiler, program)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64-linux-gnu-gcc", "aarch64-linux-gnu-gcc"})
  void aWrongNumberIsNamed(String compiler) {
    Skip.withoutPrograms(compiler);

    assertThat(complaints(compiler, new StringBuilder(HEADERS).append(equal("AF_NETLINK", 17))))
        .contains("AF_NETLINK == 17");
  }

  private static long size(Struct struct) {
    return struct.layout().byteSize();
  }

  private static String members(Struct struct) {
    StringBuilder assertions = new StringBuilder();
    for (MemoryLayout member : struct.layout().memberLayouts()) {
      String name = member.name().orElse("");
      if (!name.isEmpty() && !struct.ours().contains(name)) {
        long offset = struct.layout().byteOffset(PathElement.groupElement(name));
        String size = "sizeof(((%s *) 0)->%s)".formatted(struct.name(), name);
        assertions
            .append(equal("offsetof(%s, %s)".formatted(struct.name(), name), offset))
            .append(equal(size, member.byteSize()));
      }
    }
    return assertions.toString();
  }

  private static String equal(String expression, long value) {
    String assertion = "(%s) == %d".formatted(expression, value);
    return "_Static_assert(%s, \"%s == %d\");%n".formatted(assertion, expression, value);
  }

  private static long value(String className, String name) {
    try {
      Field field = Class.forName("org.atlasagent." + className).getDeclaredField(name);
      field.setAccessible(true);
      return ((Number) field.get(null)).longValue();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(className + " has no " + name, e);
    }
  }

  private static String complaints(String compiler, StringBuilder program) {
    try {
      Process process =
          new ProcessBuilder(compiler, "-std=gnu11", "-fsyntax-only", "-x", "c", "-")
              .redirectErrorStream(true)
              .start();
      try (var input = process.getOutputStream()) {
        input.write(program.toString().getBytes(UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor() == 0).as(output).isEqualTo(output.isEmpty());
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
