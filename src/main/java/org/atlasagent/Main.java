package org.atlasagent;

import org.atlasagent.cli.Cli;
import org.atlasagent.cli.Surroundings;
import org.atlasagent.runtime.LiveCommands;

/** Starts the agent. */
public final class Main {
  private Main() {}

  /** Runs the command line; the only place that ends the process. */
  public static void main(String[] args) {
    System.exit(Cli.run(args, Surroundings.ofProcess(), new LiveCommands(System.err)));
  }
}
