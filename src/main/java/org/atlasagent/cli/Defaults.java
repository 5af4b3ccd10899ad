package org.atlasagent.cli;

import java.util.Map;
import java.util.Optional;

/**
 * What options are worth that are not on the command line: the environment is asked first, then the
 * configuration file. What neither knows keeps the constant of its declaration.
 */
final class Defaults {
  private final Map<String, String> environment;
  private final ConfigFile file;

  Defaults(Map<String, String> environment, ConfigFile file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * A value and where it comes from.
   *
   * @param origin the environment variable, or file and line
   * @param value as it stands there
   */
  record Found(String origin, String value) {}

  /** What the option of a long name without its dashes is worth where it is not given. */
  Optional<Found> find(String key) {
    Optional<Found> found = fromEnvironment(key);
    return found.isPresent() ? found : fromFile(key);
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
