package org.atlasagent.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.atlasagent.runtime.Commands;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The whole command line: every command with its options and its help, by picocli. A daemon that is
 * started by a plain command line has none of this in memory ({@link PlainRun}).
 */
final class FullCommandLine {
  /** Options that say something about the command line itself and so have no place in a file. */
  private static final Set<String> NO_KEYS = Set.of("help", "version", "config");

  private final Surroundings surroundings;
  private final CommandLine line;

  FullCommandLine(Surroundings surroundings, Commands commands) {
    this.surroundings = surroundings;
    line =
        new CommandLine(new RootCommand())
            .addSubcommand(new RunCommand(surroundings, commands))
            .addSubcommand(new PrintCommand(surroundings, commands))
            .addSubcommand(new CheckCommand(surroundings, commands))
            .addSubcommand(new MetricsCommand(surroundings))
            .addSubcommand(new TcpMemoryCommand(surroundings, commands))
            .addSubcommand(new WatchCommand(surroundings, commands))
            .addSubcommand(new ReceiveCommand(surroundings, commands))
            .setOut(surroundings.out())
            .setErr(surroundings.err())
            .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
            .setExpandAtFiles(false)
            .setInterpolateVariables(false);
  }

  /** The commands with all their options. */
  CommandLine commands() {
    return line;
  }

  /**
   * Runs a command line, a plain one too. Parses twice: first the arguments alone, since they name
   * the configuration file, then with the defaults from environment and file. A problem of the
   * second time thus lies in a default.
   */
  int run(String... args) {
    ParseResult parsed;
    try {
      parsed = line.parseArgs(args);
    } catch (ParameterException e) {
      return wrongUsage(UsageErrors.line(e, Optional.empty()));
    }
    return helpRequested(parsed) ? line.execute(args) : runWithDefaults(innermost(parsed), args);
  }

  private int runWithDefaults(ParseResult command, String... args) {
    OptionDefaults defaults;
    try {
      defaults = defaults(command);
    } catch (ConfigFileException e) {
      CommandLine running = command.commandSpec().commandLine();
      return wrongUsage(UsageErrors.line(running, String.valueOf(e.getMessage())));
    }
    return line.setDefaultValueProvider(defaults)
        .setParameterExceptionHandler(
            (e, ignored) -> wrongUsage(UsageErrors.line(e, defaults.origin(e.getArgSpec()))))
        .execute(args);
  }

  private OptionDefaults defaults(ParseResult command) {
    Set<ArgSpec> given = new HashSet<>(command.matchedArgs());
    return new OptionDefaults(new Defaults(surroundings.environment(), configFile(command)), given);
  }

  private ConfigFile configFile(ParseResult command) {
    if (command.commandSpec().findOption(AgentOptions.CONFIG) == null) {
      return ConfigFile.none();
    }
    Optional<Path> named = command.matchedOptionValue(AgentOptions.CONFIG, Optional.empty());
    if (named.isPresent() || Files.exists(surroundings.configFile())) {
      return ConfigFile.read(named.orElse(surroundings.configFile()), keys());
    }
    return ConfigFile.none();
  }

  /**
   * What a configuration file may say: the options of all commands, since all read the same one.
   */
  private Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    for (CommandLine command : line.getSubcommands().values()) {
      command.getCommandSpec().options().stream().map(OptionDefaults::key).forEach(keys::add);
    }
    keys.removeAll(NO_KEYS);
    return keys;
  }

  private int wrongUsage(String problem) {
    surroundings.err().println(problem);
    return ExitCode.USAGE;
  }

  private static ParseResult innermost(ParseResult parsed) {
    return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
  }

  private static boolean helpRequested(ParseResult parsed) {
    return parsed.isUsageHelpRequested()
        || parsed.isVersionHelpRequested()
        || (parsed.hasSubcommand() && helpRequested(parsed.subcommand()));
  }
}
