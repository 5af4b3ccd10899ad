package org.atlasagent.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.FlavorChoice;
import org.atlasagent.config.OutputLocation;
import picocli.CommandLine.ITypeConverter;

/** How picocli asks for the {@link Values} of options. */
final class Converters {
  private Converters() {}

  /** Where lines go. */
  static final class Output implements ITypeConverter<OutputLocation> {
    @Override
    public OutputLocation convert(String text) {
      return Values.output(text);
    }
  }

  /** Where lines come from: locations that are spelled as where they go to. */
  static final class Listen implements ITypeConverter<Values.Locations> {
    @Override
    public Values.Locations convert(String text) {
      return Values.listen(text);
    }
  }

  /** Where the page is served: an address, or true for the default ones, or false for nowhere. */
  static final class Page implements ITypeConverter<Values.Pages> {
    @Override
    public Values.Pages convert(String text) {
      return Values.page(text);
    }
  }

  /** A flavor, or auto. */
  static final class FlavorOrAuto implements ITypeConverter<FlavorChoice> {
    @Override
    public FlavorChoice convert(String text) {
      return Values.flavorOrAuto(text);
    }
  }

  /** A flavor. */
  static final class OneFlavor implements ITypeConverter<Flavor> {
    @Override
    public Flavor convert(String text) {
      return Values.flavor(text);
    }
  }

  /** Collectors, each of which there is. */
  static final class CollectorNames implements ITypeConverter<Values.Names> {
    @Override
    public Values.Names convert(String text) {
      return Values.collectors(text);
    }
  }

  /** Tags. */
  static final class TagList implements ITypeConverter<Values.Tags> {
    @Override
    public Values.Tags convert(String text) {
      return Values.tags(text);
    }
  }

  /** A regular expression, found anywhere in a name. */
  static final class Regex implements ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
      return Values.regex(text);
    }
  }

  /** A switch. */
  static final class TrueOrFalse implements ITypeConverter<Boolean> {
    @Override
    public Boolean convert(String text) {
      return Values.trueOrFalse(text);
    }
  }

  /** A bound. */
  static final class PositiveNumber implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return Values.positiveNumber(text);
    }
  }

  /** How much faster than normal. */
  static final class Factor implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return Values.factor(text);
    }
  }

  /** A directory that is there, as an absolute path. */
  static final class Directory implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return Values.directory(text);
    }
  }

  /** A file that is there. */
  static final class ExistingFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return Values.existingFile(text);
    }
  }

  /** A name that is not empty. */
  static final class Name implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return Values.name(text);
    }
  }

  /** A constant of an enum in lower case. */
  abstract static class LowerCase<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    LowerCase(Class<E> type) {
      this.type = type;
    }

    @Override
    public E convert(String text) {
      return Values.lowerCase(type, text);
    }
  }
}
