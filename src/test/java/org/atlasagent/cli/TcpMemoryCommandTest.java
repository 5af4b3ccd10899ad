package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.meter.Metric;
import org.atlasagent.runtime.TcpMemoryResult;
import org.atlasagent.runtime.TcpMemoryResult.Pool;
import org.atlasagent.runtime.TcpMemoryResult.Sums;
import org.atlasagent.runtime.TcpMemoryResult.Told;
import org.atlasagent.source.netlink.SocketMemory;
import org.atlasagent.source.procfs.TcpMem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpMemoryCommandTest {
  private static final Sums V4 = new Sums(12, 9, memory(3_832, 1_000, 264, 2_304, 40, 7));
  private static final Sums V6 =
      new Sums(100_003, 100_000, memory(10_000_000_000L, 0, -4_096, 8_192, 0, 0));
  private static final Pool POOL =
      new Pool(4_096, OptionalLong.of(166), Optional.of(new TcpMem(287_898, 383_867, 575_796)));

  @TempDir private Path directory = Path.of("");

  @Test
  void theTableComparesWithThePool() {
    CommandLineRun run = run(new Told(V4, Optional.of(V6), POOL));

    assertThat(run.exitCode("tcp-memory")).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            TCP sockets of this network namespace, memory in bytes
                           IPv4            IPv6           total
            sockets          12         100,003         100,015
            withMemory        9         100,000         100,009
            receive       3,832  10,000,000,000  10,000,003,832
            send          1,000               0           1,000
            forwardAlloc    264          -4,096          -3,832
            sendQueued    2,304           8,192          10,496
            option           40               0              40
            backlog           7               0               7
            charged       6,400  10,000,004,096  10,000,010,496

            The kernel's one pool for TCP, IPv4 and IPv6, all network namespaces
                              bytes    pages
            mem             679,936      166  /proc/net/sockstat
            low       1,179,230,208  287,898  /proc/sys/net/ipv4/tcp_mem
            pressure  1,572,319,232  383,867  /proc/sys/net/ipv4/tcp_mem
            max       2,358,460,416  575,796  /proc/sys/net/ipv4/tcp_mem

            "charged" is receive + forwardAlloc + sendQueued: what these sockets took from
            the pool. "mem" is the kernel's figure for that pool, one for IPv4 and IPv6 and
            for all network namespaces; sockstat6 has no such column. The two differ by the
            sockets of other namespaces and by the reserve of each CPU, up to 1 MiB unless
            net.core.mem_pcpu_rsv says otherwise, in either direction. Entries in TIME_WAIT
            and SYN_RECV are counted as sockets and carry no memory. An IPv6 socket that
            talks to an IPv4 address counts as IPv6.
            """);
  }

  @Test
  void jsonHasAMemberForEachFigureInBytes() {
    CommandLineRun run = run(new Told(V4, Optional.of(V6), POOL));

    assertThat(run.exitCode("tcp-memory", "--format", "json")).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            {
              "v4": {"sockets": 12, "withMemory": 9, "receive": 3832, "send": 1000, \
            "forwardAlloc": 264, "sendQueued": 2304, "option": 40, "backlog": 7, "charged": 6400},
              "v6": {"sockets": 100003, "withMemory": 100000, "receive": 10000000000, "send": 0, \
            "forwardAlloc": -4096, "sendQueued": 8192, "option": 0, "backlog": 0, \
            "charged": 10000004096},
              "total": {"sockets": 100015, "withMemory": 100009, "receive": 10000003832, \
            "send": 1000, "forwardAlloc": -3832, "sendQueued": 10496, "option": 40, "backlog": 7, \
            "charged": 10000010496},
              "pool": {"pageSize": 4096, "mem": 679936, "low": 1179230208, \
            "pressure": 1572319232, "max": 2358460416}
            }
            """);
  }

  @Test
  void whatIsNotKnownIsNeitherZeroNorThere() {
    Sums old = new Sums(2, 1, Map.of(SocketMemory.RECEIVE, 5L));
    Pool unknown = new Pool(65_536, OptionalLong.empty(), Optional.empty());
    CommandLineRun run = run(new Told(old, Optional.empty(), unknown));

    assertThat(run.exitCode("tcp-memory", "--format", "json")).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            {
              "v4": {"sockets": 2, "withMemory": 1, "receive": 5},
              "total": {"sockets": 2, "withMemory": 1, "receive": 5},
              "pool": {"pageSize": 65536}
            }
            """);

    assertThat(run.exitCode("tcp-memory", "--format", "table")).isZero();
    assertThat(run.out())
        .startsWith(
            """
            TCP sockets of this network namespace, memory in bytes
                          IPv4  IPv6  total
            sockets          2     -      2
            withMemory       1     -      1
            receive          5     -      5
            send             -     -      -
            forwardAlloc     -     -      -
            sendQueued       -     -      -
            option           -     -      -
            backlog          -     -      -
            charged          -     -      -
            This kernel has no IPv6.

            The kernel's one pool for TCP, IPv4 and IPv6, all network namespaces
                    bytes  pages
            mem         -      -  /proc/net/sockstat
            limits      -      -  /proc/sys/net/ipv4/tcp_mem: in the initial network namespace only
            """);
  }

  @Test
  void aRefusalIsOneLineAndExitCodeOne() {
    CommandLineRun run = run(new TcpMemoryResult.Refused("netlink dump of tcp v4: send: EPERM"));

    for (String format : List.of("table", "json")) {
      assertThat(run.exitCode("tcp-memory", "--format", format)).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .isEqualToNormalizingNewlines(
              "atlas-system-agent: the kernel does not tell of TCP sockets:"
                  + " netlink dump of tcp v4: send: EPERM\n");
    }
  }

  @Test
  void memoryIsCalledAsInTheCatalogue() {
    Metric metric =
        Catalogue.entries().stream()
            .flatMap(entry -> entry.metrics().stream())
            .filter(one -> one.name().equals("net.tcp.socketMemory"))
            .findFirst()
            .orElseThrow();

    assertThat(Arrays.stream(TcpMemoryFigure.values()).map(TcpMemoryFigure::title))
        .containsAll(metric.tags().getFirst().values());
  }

  private CommandLineRun run(TcpMemoryResult result) {
    CommandLineRun run = new CommandLineRun(directory);
    run.commands.tcpMemory = result;
    return run;
  }

  /** Bytes in the order in which they are shown. */
  private static Map<SocketMemory, Long> memory(long... bytes) {
    Map<SocketMemory, Long> memory = new EnumMap<>(SocketMemory.class);
    SocketMemory[] kinds = SocketMemory.values();
    for (int i = 0; i < kinds.length; i++) {
      memory.put(kinds[i], bytes[i]);
    }
    return memory;
  }
}
