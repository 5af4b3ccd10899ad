package org.atlasagent.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.ReceiveConfig;
import org.atlasagent.receiver.Capacity;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.receiver.Receiver;
import org.atlasagent.receiver.Snapshot;
import org.atlasagent.runtime.CheckResult;
import org.atlasagent.runtime.Commands;
import org.atlasagent.runtime.PrintResult;
import org.atlasagent.runtime.TcpMemoryResult;

/** Remembers with what it was called, and answers what it was told to. */
final class FakeCommands implements Commands {
  final List<AgentConfig> runs = new ArrayList<>();
  final List<AgentConfig> watches = new ArrayList<>();
  final List<ReceiveConfig> receives = new ArrayList<>();
  List<Snapshot> shown = List.of();
  List<String> received = List.of();
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
  public int watch(AgentConfig config, Consumer<Snapshot> view) {
    watches.add(config);
    shown.forEach(view);
    return exitCode;
  }

  @Override
  public int receive(ReceiveConfig config, LineListener listener) {
    receives.add(config);
    Receiver receiver = new Receiver(new Capacity(10, 10), 0, () -> 0, () -> 0, listener);
    received.forEach(line -> receiver.accept(line.getBytes(ISO_8859_1), 0, line.length()));
    return exitCode;
  }

  @Override
  public TcpMemoryResult tcpMemory() {
    return tcpMemory;
  }
}
