package org.atlasagent.cli;

import java.util.Optional;
import java.util.Set;
import org.atlasagent.cli.Defaults.Found;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How picocli asks for {@link Defaults}. */
final class OptionDefaults implements IDefaultValueProvider {
  private final Defaults defaults;
  private final Set<ArgSpec> given;

  /**
   * Makes the provider.
   *
   * @param given the arguments on the command line. They have no default here: picocli would
   *     otherwise let a flag mean the opposite of its default, so that {@code -v} turned off what
   *     the file turns on.
   */
  OptionDefaults(Defaults defaults, Set<ArgSpec> given) {
    this.defaults = defaults;
    this.given = given;
  }

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
    return defaults.find(key(option));
  }

  /** The long name of an option without its dashes. */
  static String key(OptionSpec option) {
    return option.longestName().substring("--".length());
  }
}
