package org.atlasagent.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.runtime.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows in a terminal what is collected, over and over. */
@Command(
    name = "watch",
    abbreviateSynopsis = true,
    description = "Collect every 5 s and show what was found, until told to end.")
final class WatchCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Commands commands;

  @Mixin private final AgentOptions agent = new AgentOptions();
  @Mixin private final LabelOptions labels = new LabelOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      converter = Converters.Regex.class,
      description =
          "Show only series in which this regular expression is found, such as 'tcp.*proto=v6'.")
  private Optional<Pattern> pattern = Optional.empty();

  WatchCommand(Surroundings surroundings, Commands commands) {
    this.surroundings = surroundings;
    this.commands = commands;
  }

  @Override
  public Integer call() {
    AgentConfig.Builder builder =
        AgentConfig.builder()
            .environment(surroundings.passedOn())
            .output(new OutputLocation.Nowhere())
            .minuteSeconds(AgentConfig.LIVE);
    agent.applyTo(builder);
    labels.applyTo(builder, surroundings.environment(), Optional.empty());
    return commands.watch(builder.build(), WatchView.on(surroundings, pattern));
  }
}
