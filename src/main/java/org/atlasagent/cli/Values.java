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

/**
 * The values of options, from text. Each throws {@link ValueException} with one phrase about what
 * was expected. The daemon reads its options so, without picocli (docs/decisions/0019).
 */
final class Values {
  private Values() {}

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

  private static ValueException expected(String what, String text) {
    return new ValueException("expected " + what + ", not '" + text + "'");
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
  static OutputLocation output(String text) {
    try {
      return OutputLocation.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ValueException(String.valueOf(e.getMessage()));
    }
  }

  /** Where lines come from: locations that are spelled as where they go to. */
  static Locations listen(String text) {
    List<OutputLocation> all = new ArrayList<>();
    for (String piece : text.split(",", -1)) {
      if (piece.equals("udp")) {
        all.addAll(ReceiveConfig.UDP);
        continue;
      }
      OutputLocation location = output(piece);
      if (!(location instanceof OutputLocation.UnixSocket)
          && !(location instanceof OutputLocation.Udp)) {
        throw expected("unix, unix:///path, udp or udp://host:port", piece);
      }
      all.add(location);
    }
    return new Locations(all);
  }

  /** Where the page is served: an address, or true for the default ones, or false for nowhere. */
  static Pages page(String text) {
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

  /** A flavor, or auto. */
  static FlavorChoice flavorOrAuto(String text) {
    List<FlavorChoice> all = List.of(FlavorChoice.values());
    return choice(text, all, all.stream().map(FlavorChoice::optionName).toList());
  }

  /** A flavor. */
  static Flavor flavor(String text) {
    List<Flavor> all = List.of(Flavor.values());
    return choice(text, all, all.stream().map(Flavor::optionName).toList());
  }

  /** A constant of an enum in lower case. */
  static <E extends Enum<E>> E lowerCase(Class<E> type, String text) {
    List<E> all = List.of(type.getEnumConstants());
    return choice(text, all, all.stream().map(one -> one.name().toLowerCase(Locale.ROOT)).toList());
  }

  /** Collectors, each of which there is. */
  static Names collectors(String text) {
    Collection<String> known =
        Catalogue.entries().stream().map(Catalogue.Entry::name).distinct().sorted().toList();
    Set<String> names = new TreeSet<>();
    for (String piece : text.split(",", -1)) {
      String name = piece.strip();
      if (!known.contains(name)) {
        throw new ValueException(unknown(name, known));
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

  /** Tags. */
  static Tags tags(String text) {
    TreeMap<String, String> tags = new TreeMap<>();
    for (String piece : text.split(",", -1)) {
      int equals = piece.indexOf('=');
      String key = equals < 0 ? "" : piece.substring(0, equals).strip();
      String value = piece.substring(equals + 1).strip();
      if (key.isEmpty() || value.isEmpty()) {
        throw expected("key=value,key2=value2", text);
      }
      if (tags.put(key, value) != null) {
        throw new ValueException("the key '" + key + "' is given twice: '" + text + "'");
      }
    }
    return new Tags(tags);
  }

  /** A regular expression, found anywhere in a name. */
  static Pattern regex(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      // Its message has several lines and a drawing; the description is the one phrase of it.
      throw new ValueException(
          "expected a regular expression, not '%s': %s"
              .formatted(text, e.getDescription().toLowerCase(Locale.ROOT)));
    }
  }

  /** A switch. */
  static Boolean trueOrFalse(String text) {
    return choice(text, List.of(true, false), List.of("true", "false"));
  }

  /** A bound. */
  static Integer positiveNumber(String text) {
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

  /** How much faster than normal. */
  static Double factor(String text) {
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

  /** A directory that is there, as an absolute path. */
  static Path directory(String text) {
    Path path = path("a directory", text).toAbsolutePath().normalize();
    if (text.isEmpty() || !Files.isDirectory(path)) {
      throw expected("a directory", text);
    }
    return path;
  }

  /** A file that is there. */
  static Path existingFile(String text) {
    Path path = path("a file", text);
    if (text.isEmpty() || !Files.isRegularFile(path)) {
      throw expected("a file", text);
    }
    return path;
  }

  /** A name that is not empty. */
  static String name(String text) {
    if (text.isBlank()) {
      throw expected("a name", text);
    }
    return text;
  }
}
