package org.atlasagent.source.host;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;

/**
 * Which systemd units the operator wants to see: those in whose name one of the regular expressions
 * is found that stand in the files {@code *.systemd-unit} of a directory, one a line. Blank lines
 * and lines that begin with {@code #} say nothing.
 *
 * @param directory where the files are looked for
 * @param patterns the regular expressions of all files; none where there is no file
 * @param flaws what could not be read or understood, each with file and line; the rest is in force
 */
public record UnitPatterns(Path directory, List<Pattern> patterns, List<String> flaws) {
  private static final String SUFFIX = ".systemd-unit";

  public UnitPatterns {
    patterns = List.copyOf(patterns);
    flaws = List.copyOf(flaws);
  }

  /** Reads the files of a directory, which need not be there, in the order of their names. */
  public static UnitPatterns read(Path directory) {
    List<Pattern> patterns = new ArrayList<>();
    List<String> flaws = new ArrayList<>();
    for (String name : names(directory, flaws)) {
      if (name.endsWith(SUFFIX)) {
        try {
          Path file = directory.resolve(name);
          parse(file, Files.readAllLines(file, StandardCharsets.UTF_8), patterns, flaws);
        } catch (InvalidPathException unspellable) {
          flaws.add(directory + "/" + name + ": a name that the locale cannot spell");
        } catch (IOException unreadable) {
          flaws.add(directory + "/" + name + ": " + reason(unreadable));
        }
      }
    }
    return new UnitPatterns(directory, patterns, flaws);
  }

  /** Whether no unit is wanted, since there is no regular expression. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Tells of a name whether it is wanted, without making garbage; for one thread at a time. */
  public Predicate<CharSequence> wanted() {
    List<Matcher> matchers = patterns.stream().map(pattern -> pattern.matcher("")).toList();
    return name -> {
      for (int i = 0; i < matchers.size(); i++) {
        if (isFound(matchers.get(i), name)) {
          return true;
        }
      }
      return false;
    };
  }

  private static boolean isFound(Matcher matcher, CharSequence name) {
    try {
      return matcher.reset(name).find();
    } catch (StackOverflowError tooLong) {
      // A repeated group takes stack for each character of a name, and others choose the names.
      return false;
    }
  }

  /** Globs that match at least the wanted names; none when these may be any. */
  public List<String> globs() {
    return UnitGlobs.of(patterns);
  }

  private static void parse(
      Path file, List<String> lines, List<Pattern> patterns, List<String> flaws) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        patterns.add(Pattern.compile(line));
      } catch (PatternSyntaxException wrong) {
        flaws.add(
            "%s:%d: not a regular expression: '%s' (%s)"
                .formatted(file, i + 1, line, wrong.getDescription()));
      }
    }
  }

  private static String[] names(Path directory, List<String> flaws) {
    try {
      return KernelFiles.list(directory).orElseGet(() -> new String[0]);
    } catch (SourceException unreadable) {
      flaws.add(String.valueOf(unreadable.getMessage()));
      return new String[0];
    }
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "may not be read by this user";
      case CharacterCodingException binary -> "is not UTF-8 text";
      default -> "cannot be read: " + failure.getMessage();
    };
  }
}
