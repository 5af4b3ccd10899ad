package org.atlasagent.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.runtime.Commands;
import org.atlasagent.runtime.PrintResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows once what the daemon would report. */
@Command(
    name = "print",
    abbreviateSynopsis = true,
    description = "Collect for a second, show what was found, and end.")
final class PrintCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Commands commands;

  @Mixin private final AgentOptions agent = new AgentOptions();
  @Mixin private final LabelOptions labels = new LabelOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = "lines (of the protocol) or table. Default: table on a terminal, else lines.")
  private Optional<Format> format = Optional.empty();

  enum Format {
    LINES,
    TABLE
  }

  static final class FormatConverter extends Converters.LowerCase<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }

  PrintCommand(Surroundings surroundings, Commands commands) {
    this.surroundings = surroundings;
    this.commands = commands;
  }

  @Override
  public Integer call() {
    AgentConfig.Builder builder = AgentConfig.builder().environment(surroundings.passedOn());
    agent.applyTo(builder);
    labels.applyTo(builder, surroundings.environment(), Optional.empty());
    PrintResult result = commands.print(builder.build());
    // A writer whose reader is gone (| head) notes it and goes on in silence: nothing to do here.
    switch (format.orElse(surroundings.terminal() ? Format.TABLE : Format.LINES)) {
      case LINES -> {
        result.rows().forEach(row -> surroundings.out().println(row.line()));
        result
            .failures()
            .forEach(failure -> surroundings.err().println("atlas-system-agent: " + failure));
      }
      case TABLE -> PrintTable.write(result, surroundings.out());
    }
    if (!result.anything()) {
      complain(result, surroundings.err());
      return ExitCode.SOFTWARE;
    }
    return ExitCode.OK;
  }

  private static void complain(PrintResult result, PrintWriter err) {
    err.println("atlas-system-agent: nothing could be collected");
    result.problems().forEach(problem -> err.println("  " + problem));
  }
}
