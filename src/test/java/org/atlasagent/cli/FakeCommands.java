package org.atlasagent.cli;

import java.util.ArrayList;
import java.util.List;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.runtime.CheckResult;
import org.atlasagent.runtime.Commands;
import org.atlasagent.runtime.PrintResult;
import org.atlasagent.runtime.TcpMemoryResult;

/** Remembers with what it was called, and answers what it was told to. */
final class FakeCommands implements Commands {
  final List<AgentConfig> runs = new ArrayList<>();
  final List<AgentConfig> prints = new ArrayList<>();
  final List<AgentConfig> checks = new ArrayList<>();
  int exitCode;
  PrintResult printed = new PrintResult(List.of(), List.of(), List.of());
  CheckResult checked =
      new CheckResult(
          "system",
          "not in a container",
          List.of(),
          List.of(),
          new CheckResult.Output("none", true, ""));
  TcpMemoryResult tcpMemory = new TcpMemoryResult.Refused("not asked");

  @Override
  public int run(AgentConfig config) {
    runs.add(config);
    return exitCode;
  }

  @Override
  public PrintResult print(AgentConfig config) {
    prints.add(config);
    return printed;
  }

  @Override
  public CheckResult check(AgentConfig config) {
    checks.add(config);
    return checked;
  }

  @Override
  public TcpMemoryResult tcpMemory() {
    return tcpMemory;
  }
}
