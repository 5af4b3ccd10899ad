package org.atlasagent.source.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

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
    ConfiguredLines configured = ConfiguredLines.read(directory, SUFFIX);
    List<Pattern> patterns = new ArrayList<>();
    List<String> flaws = new ArrayList<>(configured.flaws());
    for (ConfiguredLines.Line line : configured.lines()) {
      try {
        patterns.add(Pattern.compile(line.text()));
      } catch (PatternSyntaxException wrong) {
        flaws.add(
            "%s: not a regular expression: '%s' (%s)"
                .formatted(line.origin(), line.text(), wrong.getDescription()));
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
    if (isEmpty()) {
      // Nor are the classes of regular expressions in the memory of an agent that has none.
      return name -> false;
    }
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
}
