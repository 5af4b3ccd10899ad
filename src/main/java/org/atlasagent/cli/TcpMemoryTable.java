package org.atlasagent.cli;

import static org.atlasagent.cli.TextTable.Side.LEFT;
import static org.atlasagent.cli.TextTable.Side.RIGHT;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.runtime.TcpMemoryResult.Pool;
import org.atlasagent.runtime.TcpMemoryResult.Sums;
import org.atlasagent.runtime.TcpMemoryResult.Told;
import org.atlasagent.source.procfs.TcpMem;

/** The memory of TCP sockets for a reader. */
final class TcpMemoryTable {
  private static final String UNKNOWN = "-";

  private static final String HOW_THEY_RELATE =
      """
      "charged" is receive + forwardAlloc + sendQueued: what these sockets took from
      the pool. "mem" is the kernel's figure for that pool, one for IPv4 and IPv6 and
      for all network namespaces; sockstat6 has no such column. The two differ by the
      sockets of other namespaces and by the reserve of each CPU, up to 1 MiB unless
      net.core.mem_pcpu_rsv says otherwise, in either direction. Entries in TIME_WAIT
      and SYN_RECV are counted as sockets and carry no memory. An IPv6 socket that
      talks to an IPv4 address counts as IPv6.
      """;

  private TcpMemoryTable() {}

  static void write(Told told, PrintWriter out) {
    writeSockets(told, out);
    out.println();
    writePool(told.pool(), out);
    out.println();
    HOW_THEY_RELATE.lines().forEach(out::println);
  }

  private static void writeSockets(Told told, PrintWriter out) {
    TextTable table = new TextTable(LEFT, RIGHT, RIGHT, RIGHT);
    table.text("TCP sockets of this network namespace, memory in bytes");
    table.row("", "IPv4", "IPv6", "total");
    Optional<Sums> v6 = told.v6();
    for (TcpMemoryFigure figure : TcpMemoryFigure.values()) {
      table.row(
          figure.title(),
          text(figure.of(told.v4())),
          v6.isPresent() ? text(figure.of(v6.get())) : UNKNOWN,
          text(figure.of(told.total())));
    }
    table.write(out);
    if (v6.isEmpty()) {
      out.println("This kernel has no IPv6.");
    }
  }

  private static void writePool(Pool pool, PrintWriter out) {
    TextTable table = new TextTable(LEFT, RIGHT, RIGHT, LEFT);
    table.text("The kernel's one pool for TCP, IPv4 and IPv6, all network namespaces");
    table.row("", "bytes", "pages", "");
    row(table, "mem", pool.pages(), pool, "/proc/net/sockstat");
    String limits = "/proc/sys/net/ipv4/tcp_mem";
    OptionalLong none = OptionalLong.empty();
    Optional<TcpMem> known = pool.limits();
    if (known.isPresent()) {
      TcpMem tcpMem = known.get();
      row(table, "low", OptionalLong.of(tcpMem.lowPages()), pool, limits);
      row(table, "pressure", OptionalLong.of(tcpMem.pressurePages()), pool, limits);
      row(table, "max", OptionalLong.of(tcpMem.maxPages()), pool, limits);
    } else {
      row(table, "limits", none, pool, limits + ": in the initial network namespace only");
    }
    table.write(out);
  }

  private static void row(
      TextTable table, String name, OptionalLong pages, Pool pool, String source) {
    OptionalLong bytes =
        pages.isPresent()
            ? OptionalLong.of(pages.getAsLong() * pool.pageBytes())
            : OptionalLong.empty();
    table.row(name, text(bytes), text(pages), source);
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? String.format(Locale.ROOT, "%,d", number.getAsLong()) : UNKNOWN;
  }
}
