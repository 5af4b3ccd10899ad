package org.atlasagent.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line, in one line that ends with where to find help. */
final class UsageErrors {
  private UsageErrors() {}

  /**
   * The line for an argument.
   *
   * @param origin where the value of an option comes from; empty for the command line
   */
  static String line(ParameterException problem, Optional<String> origin) {
    return line(problem.getCommandLine(), describe(problem, origin));
  }

  /** The line for any problem in the use of a command. */
  static String line(CommandLine command, String problem) {
    String name = command.getCommandSpec().qualifiedName();
    String end = problem.endsWith("?") ? "" : ".";
    return oneLine("atlas-system-agent: %s%s Try '%s --help'.".formatted(problem, end, name));
  }

  private static String describe(ParameterException problem, Optional<String> origin) {
    return switch (problem) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MissingParameterException missing ->
          longName(missing.getMissing().getFirst()) + ": a value is missing";
      case OverwrittenOptionException twice -> longName(twice.getOverwritten()) + ": given twice";
      default -> {
        String reason =
            problem.getCause() instanceof ValueException refused
                ? String.valueOf(refused.getMessage())
                : String.valueOf(problem.getMessage());
        ArgSpec argument = problem.getArgSpec();
        yield argument == null ? reason : origin.orElse(longName(argument)) + ": " + reason;
      }
    };
  }

  private static String unmatched(UnmatchedArgumentException problem) {
    CommandLine command = problem.getCommandLine();
    List<String> unmatched = problem.getUnmatched();
    String argument = unmatched.getFirst();
    if (problem.isUnknownOption()) {
      String name = argument.split("=", 2)[0];
      return "unknown option '%s'%s".formatted(name, Nearest.hint(name, longNames(command)));
    }
    Set<String> commands = command.getSubcommands().keySet();
    if (commands.isEmpty()) {
      return "there is no place for '" + argument + "'";
    }
    String near = Nearest.hint(argument, commands);
    return "unknown command '%s'%s"
        .formatted(argument, near.isEmpty() ? "; there are " + String.join(", ", commands) : near);
  }

  private static Set<String> longNames(CommandLine command) {
    Set<String> names = new TreeSet<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        names.add(option.longestName());
      }
    }
    return names;
  }

  private static String longName(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** The text without what would end the line or move the cursor. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
