package org.atlasagent.cli;

import java.util.concurrent.Callable;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.runtime.CheckResult;
import org.atlasagent.runtime.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Shows what the daemon can do here, and what it lacks. */
@Command(
    name = "check",
    abbreviateSynopsis = true,
    description = "Show what each collector finds, or what it would need.")
final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Commands commands;

  @Mixin private final OutputOption output = new OutputOption();
  @Mixin private final AgentOptions agent = new AgentOptions();

  CheckCommand(Surroundings surroundings, Commands commands) {
    this.surroundings = surroundings;
    this.commands = commands;
  }

  @Override
  public Integer call() {
    AgentConfig.Builder builder = AgentConfig.builder().environment(surroundings.passedOn());
    output.applyTo(builder);
    agent.applyTo(builder);
    CheckResult result = commands.check(builder.build());
    CheckTable.write(result, surroundings.out());
    return result.anything() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
