package org.atlasagent.source.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Globs that match at least the names in which regular expressions are found, so that systemd can
 * leave out the other units before it answers: fnmatch(3) with FNM_NOESCAPE. Whoever gets the names
 * still has to ask the expressions.
 *
 * <p>Of an expression only the characters with which every match begins are used: {@code ^web\.\w}
 * gives {@code web.*}, and {@code web|db-\d} gives {@code *web*} and {@code *db-*}. What does not
 * begin so, or is not surely understood, gives no glob.
 */
final class UnitGlobs {
  /** Characters of unit names, other than letters and digits, that have no other meaning. */
  private static final String PLAIN = "-_@:";

  /** Those that have one, unless a backslash stands before them. */
  private static final String ESCAPED = PLAIN + ".";

  private static final String OPTIONAL_IF_FOLLOWED_BY = "?*{";

  private UnitGlobs() {}

  /** The globs of all expressions; none when one of them has none, and so may be found anywhere. */
  static List<String> of(List<Pattern> expressions) {
    List<String> globs = new ArrayList<>();
    for (Pattern expression : expressions) {
      for (String alternative : alternatives(expression)) {
        String beginning = beginning(alternative);
        if (beginning.isEmpty()) {
          return List.of();
        }
        globs.add((alternative.startsWith("^") ? "" : "*") + beginning + "*");
      }
    }
    return globs;
  }

  /** What stands between the bars of an expression; one that means nothing where it is not sure. */
  private static List<String> alternatives(Pattern pattern) {
    String expression = pattern.pattern();
    boolean grouped = expression.contains("(") && expression.contains("|");
    if (pattern.flags() != 0 || grouped || expression.contains("\\Q")) {
      return List.of("");
    }
    // A bar may also be escaped or stand in brackets: then there is a glob or more too many.
    return List.of(expression.split("\\|", -1));
  }

  /** The characters with which every match begins, as a glob has them. */
  private static String beginning(String alternative) {
    StringBuilder beginning = new StringBuilder();
    int i = alternative.startsWith("^") ? 1 : 0;
    while (i < alternative.length()) {
      boolean escaped = alternative.charAt(i) == '\\' && i + 1 < alternative.length();
      char character = alternative.charAt(escaped ? i + 1 : i);
      i += escaped ? 2 : 1;
      if (!standsForItself(character, escaped) || isOptional(alternative, i)) {
        break;
      }
      beginning.append(character);
    }
    return beginning.toString();
  }

  private static boolean standsForItself(char character, boolean escaped) {
    return escaped
        ? ESCAPED.indexOf(character) >= 0
        : PLAIN.indexOf(character) >= 0
            || (character >= '0' && character <= '9')
            || (character >= 'A' && character <= 'Z')
            || (character >= 'a' && character <= 'z');
  }

  private static boolean isOptional(String alternative, int next) {
    return next < alternative.length()
        && OPTIONAL_IF_FOLLOWED_BY.indexOf(alternative.charAt(next)) >= 0;
  }
}
