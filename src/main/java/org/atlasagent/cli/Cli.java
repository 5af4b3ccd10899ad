package org.atlasagent.cli;

import java.util.Optional;
import org.atlasagent.runtime.Commands;
import picocli.CommandLine.ExitCode;

/** The command line: from arguments to an exit code. */
public final class Cli {
  private Cli() {}

  /**
   * Runs a command.
   *
   * @return 0 fine, 1 it cannot do its job, 2 it was used wrongly
   */
  public static int run(String[] args, Surroundings surroundings, Commands commands) {
    Optional<RunCommand> plain = PlainRun.read(args, surroundings, commands);
    int exitCode =
        plain.isPresent()
            ? plain.get().call()
            : new FullCommandLine(surroundings, commands).run(args);
    surroundings.out().flush();
    Optional<String> failure = surroundings.outFailure().get();
    failure.ifPresent(why ->
        surroundings
            .err()
            .println("atlas-system-agent: cannot write to the standard output: " + why));
    surroundings.err().flush();
    return failure.isPresent() ? ExitCode.SOFTWARE : exitCode;
  }
}
