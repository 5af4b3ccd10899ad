package org.atlasagent.cli;

import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.atlasagent.runtime.TcpMemoryResult.Pool;
import org.atlasagent.runtime.TcpMemoryResult.Sums;
import org.atlasagent.runtime.TcpMemoryResult.Told;

/**
 * The memory of TCP sockets for programs: one object, all numbers but the counts of sockets in
 * bytes. What is not known is left out.
 */
final class TcpMemoryJson {
  private TcpMemoryJson() {}

  static void write(Told told, PrintWriter out) {
    StringJoiner members = new StringJoiner(",\n  ", "{\n  ", "\n}\n");
    members.add("\"v4\": " + sums(told.v4()));
    told.v6().ifPresent(v6 -> members.add("\"v6\": " + sums(v6)));
    members.add("\"total\": " + sums(told.total()));
    members.add("\"pool\": " + pool(told.pool()));
    out.print(members);
  }

  private static String sums(Sums sums) {
    StringJoiner members = object();
    for (TcpMemoryFigure figure : TcpMemoryFigure.values()) {
      add(members, figure.title(), figure.of(sums));
    }
    return members.toString();
  }

  private static String pool(Pool pool) {
    long pageBytes = pool.pageBytes();
    StringJoiner members = object();
    add(members, "pageSize", OptionalLong.of(pageBytes));
    pool.pages().ifPresent(pages -> add(members, "mem", OptionalLong.of(pages * pageBytes)));
    pool.limits()
        .ifPresent(limits -> {
          add(members, "low", OptionalLong.of(limits.lowPages() * pageBytes));
          add(members, "pressure", OptionalLong.of(limits.pressurePages() * pageBytes));
          add(members, "max", OptionalLong.of(limits.maxPages() * pageBytes));
        });
    return members.toString();
  }

  private static StringJoiner object() {
    return new StringJoiner(", ", "{", "}");
  }

  private static void add(StringJoiner members, String key, OptionalLong number) {
    number.ifPresent(value -> members.add("\"" + key + "\": " + value));
  }
}
