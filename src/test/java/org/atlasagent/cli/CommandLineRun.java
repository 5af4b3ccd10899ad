package org.atlasagent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.atlasagent.config.AgentConfig;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Runs command lines in surroundings that a test sets up, and keeps what they wrote. */
final class CommandLineRun {
  final FakeCommands commands = new FakeCommands();
  final Map<String, String> environment = new HashMap<>();
  final Path configFile;
  boolean terminal;
  boolean journal;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  CommandLineRun(Path directory) {
    configFile = directory.resolve("default-file");
  }

  Surroundings surroundings() {
    return new Surroundings(
        environment,
        new PrintWriter(out),
        new PrintWriter(err),
        Optional::empty,
        terminal,
        journal,
        configFile);
  }

  /** What picocli knows about a command. */
  CommandSpec spec(String command) {
    CommandLine line =
        new FullCommandLine(surroundings(), commands).commands().getSubcommands().get(command);
    return Objects.requireNonNull(line, command).getCommandSpec();
  }

  int exitCode(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return Cli.run(args, surroundings(), commands);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  AgentConfig lastRun() {
    return commands.runs.getLast();
  }

  void config(String... lines) {
    write(configFile, lines);
  }

  static void write(Path file, String... lines) {
    try {
      Files.writeString(file, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
