package org.atlasagent.cli;

import java.util.concurrent.Callable;
import org.atlasagent.runtime.Commands;
import org.atlasagent.runtime.TcpMemoryResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * Shows the memory of TCP sockets by address family, beside what the kernel says of all of them.
 * Has no --root: netlink answers for the running machine and the own network namespace only.
 */
@Command(
    name = "tcp-memory",
    abbreviateSynopsis = true,
    description = {
      "Show the memory of TCP sockets, of IPv4 and of IPv6, beside the kernel's own figure.",
      "It is that of this machine, and of the network namespace in which the command runs."
    })
final class TcpMemoryCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Commands commands;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      converter = FormatConverter.class,
      description = "table or json. Default: table.")
  private Format format = Format.TABLE;

  enum Format {
    TABLE,
    JSON
  }

  static final class FormatConverter extends Converters.LowerCase<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }

  TcpMemoryCommand(Surroundings surroundings, Commands commands) {
    this.surroundings = surroundings;
    this.commands = commands;
  }

  @Override
  public Integer call() {
    return switch (commands.tcpMemory()) {
      case TcpMemoryResult.Told told -> {
        write(told);
        yield ExitCode.OK;
      }
      case TcpMemoryResult.Refused(String why) -> {
        surroundings
            .err()
            .println("atlas-system-agent: the kernel does not tell of TCP sockets: " + why);
        yield ExitCode.SOFTWARE;
      }
    };
  }

  private void write(TcpMemoryResult.Told told) {
    switch (format) {
      case TABLE -> TcpMemoryTable.write(told, surroundings.out());
      case JSON -> TcpMemoryJson.write(told, surroundings.out());
    }
  }
}
