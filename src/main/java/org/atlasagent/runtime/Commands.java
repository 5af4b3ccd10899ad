package org.atlasagent.runtime;

import org.atlasagent.config.AgentConfig;

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
}
