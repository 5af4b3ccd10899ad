package org.atlasagent.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atlasagent.runtime.Commands;

/**
 * The daemon's command line where nothing about it is special: {@code run}, then long options as
 * {@code --name=value}, {@code --name value} or {@code --switch}, the short ones of the agent that
 * is replaced, and perhaps a name. It takes them without picocli, which a daemon would otherwise
 * carry for all its life (docs/decisions/0019).
 *
 * <p>It knows no errors and no help: whatever it does not take, right or wrong, is left to picocli,
 * where each option is declared.
 */
final class PlainRun {
  private static final String CONFIG = "config";

  private static final Set<String> SWITCHES =
      Set.of("aws-credentials", "discover-ebs", "pmu", "verbose");

  /** What a configuration file may say here. */
  static final Set<String> KEYS =
      Set.of(
          "aws-credentials",
          "cadence-factor",
          "collect",
          "common-tags",
          "conf-dir",
          "discover-ebs",
          "flavor",
          "ignore-devices",
          "ignore-interfaces",
          "ignore-mounts",
          "max-series",
          "max-services",
          "network-tags",
          "no-collect",
          "output",
          "pmu",
          "root",
          "verbose");

  private static final Map<String, String> LONG_NAMES =
      Map.of("-c", "--config", "-s", "--max-services", "-t", "--network-tags", "-v", "--verbose");

  private final Surroundings surroundings;
  private final RunCommand command;
  private final Map<String, String> given = new HashMap<>();
  private Optional<String> process = Optional.empty();

  private PlainRun(Surroundings surroundings, Commands commands) {
    this.surroundings = surroundings;
    command = new RunCommand(surroundings, commands);
  }

  /** The daemon with all its options; empty when the command line is one for picocli. */
  static Optional<RunCommand> read(String[] args, Surroundings surroundings, Commands commands) {
    if (args.length == 0 || !args[0].equals("run")) {
      return Optional.empty();
    }
    PlainRun plain = new PlainRun(surroundings, commands);
    try {
      return plain.takesArguments(args) && plain.takesValues()
          ? Optional.of(plain.command)
          : Optional.empty();
    } catch (ValueException | ConfigFileException wrong) {
      // Picocli finds it once more and says where it stands.
      return Optional.empty();
    }
  }

  private boolean takesArguments(String... args) {
    for (int i = 1; i < args.length; i++) {
      String arg = LONG_NAMES.getOrDefault(args[i], args[i]);
      if (!arg.startsWith("-")) {
        if (process.isPresent()) {
          return false;
        }
        process = Optional.of(arg);
        continue;
      }
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      if (!name.startsWith("--")) {
        return false;
      }
      String key = name.substring("--".length());
      String value;
      if (equals >= 0) {
        value = arg.substring(equals + 1);
      } else if (SWITCHES.contains(key)) {
        value = "true";
      } else if (++i < args.length && !args[i].startsWith("-")) {
        value = args[i];
      } else {
        return false;
      }
      if (value.isEmpty() || given.put(key, value) != null) {
        return false;
      }
    }
    return true;
  }

  private boolean takesValues() {
    for (Map.Entry<String, String> option : given.entrySet()) {
      if (!command.set(option.getKey(), option.getValue())) {
        return false;
      }
    }
    Defaults defaults = new Defaults(surroundings.environment(), configFile());
    for (String key : KEYS) {
      Optional<Defaults.Found> found =
          given.containsKey(key) ? Optional.empty() : defaults.find(key);
      if (found.isPresent() && !command.set(key, found.get().value())) {
        return false;
      }
    }
    if (process.isPresent()) {
      command.setProcess(process.get());
    }
    return true;
  }

  private ConfigFile configFile() {
    String named = given.get(CONFIG);
    Path file = named == null ? surroundings.configFile() : Path.of(named);
    return named != null || Files.exists(file) ? ConfigFile.read(file, KEYS) : ConfigFile.none();
  }
}
