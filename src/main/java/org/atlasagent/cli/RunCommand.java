package org.atlasagent.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.Logging;
import org.atlasagent.linux.ThisProcess;
import org.atlasagent.runtime.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The daemon. */
@Command(
    name = "run",
    abbreviateSynopsis = true,
    description = "Collect and report until told to end: the daemon.")
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Commands commands;

  @Mixin private final OutputOption output = new OutputOption();
  @Mixin private final AgentOptions agent = new AgentOptions();
  @Mixin private final LabelOptions labels = new LabelOptions();
  @Mixin private final PageOption page = new PageOption();

  @Option(
      names = {"-s", "--max-services"},
      paramLabel = "N",
      defaultValue = "" + AgentConfig.DEFAULT_MAX_SERVICES,
      converter = Converters.PositiveNumber.class,
      description = "The most systemd services. Default: " + AgentConfig.DEFAULT_MAX_SERVICES + ".")
  private int maxServices = AgentConfig.DEFAULT_MAX_SERVICES;

  @Option(
      names = {"-v", "--verbose"},
      converter = Converters.TrueOrFalse.class,
      description = "Log more. Default: on when VERBOSE_AGENT is set.")
  private boolean verbose;

  @Option(
      names = "--cadence-factor",
      hidden = true,
      defaultValue = "1",
      converter = Converters.Factor.class)
  private double cadenceFactor = 1;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      converter = Converters.Name.class,
      description = "The value of the tag xatlas.process. Default: that of the flavor.")
  private Optional<String> process = Optional.empty();

  RunCommand(Surroundings surroundings, Commands commands) {
    this.surroundings = surroundings;
    this.commands = commands;
  }

  /** Takes an option as text, without picocli; false when the daemon has no such option. */
  boolean set(String key, String text) {
    switch (key) {
      case "max-services" -> maxServices = Values.positiveNumber(text);
      case "verbose" -> verbose = Values.trueOrFalse(text);
      case "cadence-factor" -> cadenceFactor = Values.factor(text);
      default -> {
        return output.set(key, text) || agent.set(key, text) || labels.set(key, text);
      }
    }
    return true;
  }

  /** Takes the argument that is no option, without picocli. */
  void setProcess(String text) {
    process = Optional.of(Values.name(text));
  }

  @Override
  public Integer call() {
    AgentConfig.Builder builder = AgentConfig.builder();
    output.applyTo(builder);
    agent.applyTo(builder);
    labels.applyTo(builder, surroundings.environment(), process);
    AgentConfig config =
        builder
            .page(page.locations())
            .minuteSeconds(
                !page.locations().isEmpty() && output.isNowhere()
                    ? AgentConfig.LIVE
                    : AgentConfig.MINUTE)
            .maxServices(maxServices)
            .cadenceFactor(cadenceFactor)
            .logging(new Logging(verbose, surroundings.journal()))
            .supervision(SystemdVariables.supervision(surroundings.environment(), ThisProcess.id()))
            .environment(surroundings.passedOn())
            .build();
    return commands.run(config);
  }
}
