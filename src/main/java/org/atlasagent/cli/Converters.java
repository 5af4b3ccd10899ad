package org.atlasagent.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.FlavorChoice;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.config.PageLocation;
import org.atlasagent.config.ReceiveConfig;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of options: from text, or with one phrase about what was expected. */
final class Converters {
  private Converters() {}

  /** Tags as {@code key=value,key2=value2}, kept in a type of their own: picocli splits maps. */
  record Tags(TreeMap<String, String> byKey) {}

  /** Names of collectors. */
  record Names(Set<String> names) {
    static final Names NONE = new Names(Set.of());
  }

  /** Places to listen at. */
  record Locations(List<OutputLocation> all) {
    Locations {
      all = List.copyOf(all);
    }
  }

  /** Where the page is served. */
  record Pages(List<PageLocation> all) {
    Pages {
      all = List.copyOf(all);
    }
  }

  private static TypeConversionException expected(String what, String text) {
    return new TypeConversionException("expected " + what + ", not '" + text + "'");
  }

  private static Path path(String what, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException unspellable) {
      // It holds a NUL, or a character that the locale lacks.
      throw expected(what, text);
    }
  }

  private static <T> T choice(String text, List<T> values, List<String> names) {
    int index = names.indexOf(text);
    if (index < 0) {
      throw expected("one of " + String.join(", ", names), text);
    }
    return values.get(index);
  }

  /** Where lines go. */
  static final class Output implements ITypeConverter<OutputLocation> {
    @Override
    public OutputLocation convert(String text) {
      try {
        return OutputLocation.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Where lines come from: locations that are spelled as where they go to. */
  static final class Listen implements ITypeConverter<Locations> {
    @Override
    public Locations convert(String text) {
      List<OutputLocation> all = new ArrayList<>();
      for (String piece : text.split(",", -1)) {
        if (piece.equals("udp")) {
          all.addAll(ReceiveConfig.UDP);
          continue;
        }
        OutputLocation location = new Output().convert(piece);
        if (!(location instanceof OutputLocation.UnixSocket)
            && !(location instanceof OutputLocation.Udp)) {
          throw expected("unix, unix:///path, udp or udp://host:port", piece);
        }
        all.add(location);
      }
      return new Locations(all);
    }
  }

  /** Where the page is served: an address, or true for the default ones, or false for nowhere. */
  static final class Page implements ITypeConverter<Pages> {
    @Override
    public Pages convert(String text) {
      try {
        return switch (text) {
          case "true" -> new Pages(PageLocation.DEFAULT);
          case "false" -> new Pages(List.of());
          default -> new Pages(List.of(PageLocation.parse(text)));
        };
      } catch (IllegalArgumentException e) {
        throw expected("host:port, an IPv6 address in brackets", text);
      }
    }
  }

  /** A flavor, or auto. */
  static final class FlavorOrAuto implements ITypeConverter<FlavorChoice> {
    @Override
    public FlavorChoice convert(String text) {
      List<FlavorChoice> all = List.of(FlavorChoice.values());
      return choice(text, all, all.stream().map(FlavorChoice::optionName).toList());
    }
  }

  /** A flavor. */
  static final class OneFlavor implements ITypeConverter<Flavor> {
    @Override
    public Flavor convert(String text) {
      List<Flavor> all = List.of(Flavor.values());
      return choice(text, all, all.stream().map(Flavor::optionName).toList());
    }
  }

  /** A constant of an enum in lower case. */
  abstract static class LowerCase<E extends Enum<E>> implements ITypeConverter<E> {
    private final List<E> all;

    LowerCase(Class<E> type) {
      all = List.of(type.getEnumConstants());
    }

    @Override
    public E convert(String text) {
      return choice(
          text, all, all.stream().map(one -> one.name().toLowerCase(Locale.ROOT)).toList());
    }
  }

  /** Collectors, each of which there is. */
  static final class CollectorNames implements ITypeConverter<Names> {
    @Override
    public Names convert(String text) {
      Collection<String> known =
          Catalogue.entries().stream().map(Catalogue.Entry::name).distinct().sorted().toList();
      Set<String> names = new TreeSet<>();
      for (String piece : text.split(",", -1)) {
        String name = piece.strip();
        if (!known.contains(name)) {
          throw new TypeConversionException(unknown(name, known));
        }
        names.add(name);
      }
      return new Names(names);
    }

    private static String unknown(String name, Collection<String> known) {
      String near = Nearest.hint(name, known);
      return "there is no collector '%s'%s"
          .formatted(name, near.isEmpty() ? "; there are " + String.join(", ", known) : near);
    }
  }

  /** Tags. */
  static final class TagList implements ITypeConverter<Tags> {
    @Override
    public Tags convert(String text) {
      TreeMap<String, String> tags = new TreeMap<>();
      for (String piece : text.split(",", -1)) {
        int equals = piece.indexOf('=');
        String key = equals < 0 ? "" : piece.substring(0, equals).strip();
        String value = piece.substring(equals + 1).strip();
        if (key.isEmpty() || value.isEmpty()) {
          throw expected("key=value,key2=value2", text);
        }
        if (tags.put(key, value) != null) {
          throw new TypeConversionException("the key '" + key + "' is given twice: '" + text + "'");
        }
      }
      return new Tags(tags);
    }
  }

  /** A regular expression, found anywhere in a name. */
  static final class Regex implements ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
      try {
        return Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        // Its message has several lines and a drawing; the description is the one phrase of it.
        throw new TypeConversionException(
            "expected a regular expression, not '%s': %s"
                .formatted(text, e.getDescription().toLowerCase(Locale.ROOT)));
      }
    }
  }

  /** A switch. */
  static final class TrueOrFalse implements ITypeConverter<Boolean> {
    @Override
    public Boolean convert(String text) {
      return choice(text, List.of(true, false), List.of("true", "false"));
    }
  }

  /** A bound. */
  static final class PositiveNumber implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        int number = Integer.parseInt(text);
        if (number > 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below, as a number out of range is.
      }
      throw expected("a whole number from 1 to " + Integer.MAX_VALUE, text);
    }
  }

  /** How much faster than normal. */
  static final class Factor implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double number = Double.parseDouble(text);
        if (number >= 1 && number <= AgentConfig.LARGEST_CADENCE_FACTOR) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below, as a number out of range is.
      }
      throw expected("a number from 1 to " + (int) AgentConfig.LARGEST_CADENCE_FACTOR, text);
    }
  }

  /** A directory that is there, as an absolute path. */
  static final class Directory implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      Path path = path("a directory", text).toAbsolutePath().normalize();
      if (text.isEmpty() || !Files.isDirectory(path)) {
        throw expected("a directory", text);
      }
      return path;
    }
  }

  /** A file that is there. */
  static final class ExistingFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      Path path = path("a file", text);
      if (text.isEmpty() || !Files.isRegularFile(path)) {
        throw expected("a file", text);
      }
      return path;
    }
  }

  /** A name that is not empty. */
  static final class Name implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (text.isBlank()) {
        throw expected("a name", text);
      }
      return text;
    }
  }
}
