package org.atlasagent.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What options are worth that are not on the command line: the environment is asked first, then the
 * configuration file. What neither knows keeps the constant of its declaration.
 */
final class Defaults implements IDefaultValueProvider {
  private final Map<String, String> environment;
  private final ConfigFile file;
  private final Set<ArgSpec> given;

  /**
   * Makes the provider.
   *
   * @param given the arguments on the command line. They have no default here: picocli would
   *     otherwise let a flag mean the opposite of its default, so that {@code -v} turned off what
   *     the file turns on.
   */
  Defaults(Map<String, String> environment, ConfigFile file, Set<ArgSpec> given) {
    this.environment = environment;
    this.file = file;
    this.given = given;
  }

  /**
   * A value and where it comes from.
   *
   * @param origin the environment variable, or file and line
   * @param value as it stands there
   */
  record Found(String origin, String value) {}

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    Optional<Found> found = find(argument);
    return found.isPresent() ? found.get().value() : null;
  }

  /** Who says what an argument is worth. */
  Optional<String> origin(@Nullable ArgSpec argument) {
    return find(argument).map(Found::origin);
  }

  private Optional<Found> find(@Nullable ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || given.contains(option)) {
      return Optional.empty();
    }
    return find(key(option));
  }

  /** What the option of a long name without its dashes is worth where it is not given. */
  Optional<Found> find(String key) {
    Optional<Found> found = fromEnvironment(key);
    return found.isPresent() ? found : fromFile(key);
  }

  /** The long name of an option without its dashes. */
  static String key(OptionSpec option) {
    return option.longestName().substring("--".length());
  }

  private Optional<Found> fromEnvironment(String key) {
    return switch (key) {
      case "output" -> variable("SPECTATOR_OUTPUT_LOCATION");
      // The variable switches on by being set, whatever its value; but nobody means this one so.
      case "verbose" ->
          variable("VERBOSE_AGENT")
              .map(it -> new Found(it.origin(), String.valueOf(!it.value().equals("false"))));
      case "pmu" ->
          variable("ATLAS_ENABLE_PMU_METRICS")
              .map(it -> new Found(it.origin(), String.valueOf(it.value().equals("true"))));
      default -> Optional.empty();
    };
  }

  private Optional<Found> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isEmpty())
        .map(value -> new Found(name, value));
  }

  private Optional<Found> fromFile(String key) {
    return file.get(key).map(entry -> new Found(entry.origin() + ": " + key, entry.value()));
  }
}
