package org.atlasagent.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atlasagent.source.TextFile;
import org.atlasagent.source.Trust;

/**
 * The configuration file: {@code long-option-name=value}, comments after {@code #}, blank lines. It
 * looks like shell but is none: a key is an option, and what is no key is an error.
 */
final class ConfigFile {
  private final Path path;
  private final Map<String, Entry> entries;

  private ConfigFile(Path path, Map<String, Entry> entries) {
    this.path = path;
    this.entries = entries;
  }

  /**
   * A value and where it stands.
   *
   * @param origin the place, as {@code file:line}
   * @param value what stands behind the equals sign, without quotes
   */
  record Entry(String origin, String value) {}

  /** A file without a line, for where there is none. */
  static ConfigFile none() {
    return new ConfigFile(Path.of(""), Map.of());
  }

  /**
   * Reads a file.
   *
   * @param known the keys that it may have
   * @throws ConfigFileException when it cannot be read, when any user may change it, or for the
   *     first line with a flaw
   */
  static ConfigFile read(Path path, Collection<String> known) {
    try {
      Optional<String> flaw = Trust.flawOfFile(path);
      if (flaw.isPresent()) {
        throw new ConfigFileException(flaw.get());
      }
      return parse(path, TextFile.lines(path), known);
    } catch (IOException e) {
      throw new ConfigFileException(path + ": " + reason(e));
    }
  }

  static ConfigFile parse(Path path, List<String> lines, Collection<String> known) {
    ConfigFile file = new ConfigFile(path, new HashMap<>());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        file.add(i + 1, line, known);
      }
    }
    return file;
  }

  /** The value of a key. */
  Optional<Entry> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  private void add(int number, String line, Collection<String> known) {
    String origin = path + ":" + number;
    if (isExport(line)) {
      throw new ConfigFileException(
          origin + ": this is no shell script: leave out 'export', write option-name=value");
    }
    int equals = line.indexOf('=');
    if (equals < 0) {
      throw new ConfigFileException(origin + ": expected option-name=value, not '" + line + "'");
    }
    String key = line.substring(0, equals).strip();
    if (!known.contains(key)) {
      throw new ConfigFileException(
          origin + ": unknown key '" + key + "'" + Nearest.hint(key, known));
    }
    Entry entry = new Entry(origin, unquote(line.substring(equals + 1).strip()));
    if (entry.value().isEmpty()) {
      throw new ConfigFileException(origin + ": '" + key + "' has no value");
    }
    Entry earlier = entries.putIfAbsent(key, entry);
    if (earlier != null) {
      throw new ConfigFileException(
          origin + ": '" + key + "' was already given at " + earlier.origin());
    }
  }

  private static boolean isExport(String line) {
    String word = "export";
    return line.startsWith(word)
        && line.length() > word.length()
        && Character.isWhitespace(line.charAt(word.length()));
  }

  private static String unquote(String value) {
    int last = value.length() - 1;
    boolean quoted =
        last > 0
            && value.charAt(0) == value.charAt(last)
            && (value.charAt(0) == '"' || value.charAt(0) == '\'');
    return quoted ? value.substring(1, last) : value;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException none -> "no such file";
      case AccessDeniedException denied -> "may not be read by this user";
      case CharacterCodingException binary -> "is not UTF-8 text";
      default -> "cannot be read: " + e.getMessage();
    };
  }
}
