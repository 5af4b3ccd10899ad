package org.atlasagent.runtime;

import java.util.function.Consumer;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.ReceiveConfig;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.receiver.Snapshot;

/** What the command line sets in motion; it only asks, and shows the answers. */
public interface Commands {
  /** Runs the daemon until it is told to end; the exit code. */
  int run(AgentConfig config);

  /** Collects now and once more after a second. */
  PrintResult print(AgentConfig config);

  /** Tries every collector and the output. */
  CheckResult check(AgentConfig config);

  /** Asks for the memory of this machine's TCP sockets. */
  TcpMemoryResult tcpMemory();

  /** Runs the daemon, and shows what is known every five seconds; the exit code. */
  int watch(AgentConfig config, Consumer<Snapshot> view);

  /** Receives lines until it is told to end; the exit code. */
  int receive(ReceiveConfig config, LineListener listener);
}
