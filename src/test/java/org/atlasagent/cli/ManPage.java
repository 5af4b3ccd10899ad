package org.atlasagent.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The parts of the manual page that the program knows itself, in the macros of man(7). They stand
 * between marks; all else in the page is written by hand. picocli can write manual pages too: in
 * AsciiDoc, one for each command, which takes a Ruby to become a manual page.
 */
final class ManPage {
  private final CommandLine agent;

  ManPage(Path directory) {
    StringWriter nowhere = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            new PrintWriter(nowhere),
            new PrintWriter(nowhere),
            Optional::empty,
            false,
            false,
            directory.resolve("none"));
    agent = new FullCommandLine(surroundings, new FakeCommands()).commands();
  }

  /** A page with the parts as they are now. */
  String renewed(String page) {
    return replaced(replaced(page, "commands", commands()), "options", options());
  }

  private static String replaced(String page, String part, String text) {
    String begin = ".\\\" begin " + part + "\n";
    String end = ".\\\" end " + part + "\n";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new AssertionError("the page has no place for its " + part);
    }
    return page.substring(0, from + begin.length()) + text + page.substring(to);
  }

  private String commands() {
    StringBuilder text = new StringBuilder();
    for (CommandSpec command : specs()) {
      text.append(".TP\n\\fB").append(escaped(command.name())).append("\\fR");
      text.append(" [\\fIOPTION\\fR...]");
      for (PositionalParamSpec parameter : command.positionalParameters()) {
        text.append(" [\\fI").append(escaped(parameter.paramLabel())).append("\\fR]");
      }
      text.append('\n');
      appendText(text, command.usageMessage().description());
      for (PositionalParamSpec parameter : command.positionalParameters()) {
        text.append("\\fI").append(escaped(parameter.paramLabel())).append("\\fR:\n");
        appendText(text, parameter.description());
      }
    }
    return text.toString();
  }

  /** An option that means the same for several commands stands there once. */
  private String options() {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    Map<String, OptionSpec> options = new TreeMap<>();
    for (CommandSpec command : specs()) {
      for (OptionSpec option : command.options()) {
        String meaning = option.longestName() + ' ' + String.join(" ", option.description());
        if (!option.hidden() && !option.usageHelp()) {
          options.put(meaning, option);
          commands.computeIfAbsent(meaning, _ -> new ArrayList<>()).add(command.name());
        }
      }
    }
    StringBuilder text = new StringBuilder();
    options.forEach((meaning, option) -> {
      appendNames(text, option);
      text.append('(');
      text.append(escaped(String.join(", ", commands.getOrDefault(meaning, List.of()))));
      text.append(")\n");
      appendText(text, option.description());
    });
    for (OptionSpec option : agent.getCommandSpec().options()) {
      appendNames(text, option);
      appendText(text, option.description());
    }
    return text.toString();
  }

  private List<CommandSpec> specs() {
    return agent.getSubcommands().values().stream().map(CommandLine::getCommandSpec).toList();
  }

  private static void appendNames(StringBuilder text, OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : "=\\fI" + escaped(option.paramLabel()) + "\\fR";
    text.append(".TP\n");
    text.append(
        Stream.of(option.names())
            .map(name -> "\\fB" + escaped(name) + "\\fR")
            .collect(Collectors.joining(", ")));
    text.append(value).append('\n');
  }

  /** A sentence a line. */
  private static void appendText(StringBuilder text, String... description) {
    Pattern sentences = Pattern.compile("(?<=\\.) ");
    for (String paragraph : description) {
      sentences.splitAsStream(paragraph).forEach(line -> text.append(escaped(line)).append('\n'));
    }
  }

  /** Text that roff prints as it is: groff_char(7). */
  private static String escaped(String text) {
    String plain =
        text.replace("\\", "\\(rs")
            .replace("-", "\\-")
            .replace("'", "\\(aq")
            .replace("^", "\\(ha")
            .replace("~", "\\(ti");
    return plain.startsWith(".") ? "\\&" + plain : plain;
  }
}
