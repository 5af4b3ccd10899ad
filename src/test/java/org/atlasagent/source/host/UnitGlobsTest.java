package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitGlobsTest {
  /** What expressions are made of here: all that could make a character mean something else. */
  private static final List<String> PARTS =
      List.of(
          "a", "b", "-", ".", "\\.", "\\\\", "*", "+", "?", "{0}", "{1,2}", "|", "^", "$", "(", ")",
          "[", "]", "[^", "(?i)", "(?x)", "(?:", "(?!", "\\Q", "\\E", "\\c", "\\b", "\\x61", " ");

  /** Those of them that change what stands far away. */
  private static final List<String> FAR_PARTS =
      List.of("a", "b", "*", "|", "(", ")", "(?i)", "\\Q", "\\E");

  private static final List<String> NAME_PARTS = List.of("a", "b", "A", "-", ".", "\\");

  @ParameterizedTest
  @CsvSource({
    "^nginx\\.service$, nginx.service*",
    "^postgresql@, postgresql@*",
    "ssh, *ssh*",
    "cron|^at[d], *cron* at*",
    "^cron\\.service|^atd\\.service, cron.service* atd.service*",
    "web-[0-9]+, *web-*",
    "web-?, *web*",
    "web-*, *web*",
    "'web-{0,1}', *web*",
    "web-+, *web-*",
    "web(-a|-b), ''",
    "web(-a)?, *web*",
    "dev-disk\\x2dby, *dev-disk*",
    "web\\-1, *web-1*"
  })
  void theBeginningOfAnExpressionIsAGlob(String expression, String globs) {
    assertThat(String.join(" ", globs(expression))).isEqualTo(globs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*", "^", "^*a", "a?", "a|", "|a", "(a)", "[ab]", "(?i)a", "\\Qa\\E", "\\x61", "ä"
      })
  void anExpressionThatMayBeginWithAnythingHasNone(String expression) {
    assertThat(globs(expression)).isEmpty();
  }

  @Test
  void oneExpressionWithoutAGlobIsEnoughForNone() {
    assertThat(UnitGlobs.of(List.of(Pattern.compile("ssh"), Pattern.compile(".*")))).isEmpty();
    assertThat(UnitGlobs.of(List.of(Pattern.compile("ssh"), Pattern.compile("^at"))))
        .containsExactly("*ssh*", "at*");
  }

  @Test
  void anExpressionThatIsReadInAnotherWayHasNone() {
    Pattern anyCase = Pattern.compile("ssh", Pattern.CASE_INSENSITIVE);

    assertThat(UnitGlobs.of(List.of(anyCase))).isEmpty();
  }

  @Test
  void whereverAShortExpressionIsFoundAGlobMatches() {
    List<String> names = combinations(NAME_PARTS, 3);
    long found = 0;
    for (String expression : combinations(PARTS, 3)) {
      found += assertGlobsMatch(expression, names);
    }
    assertThat(found).as("names found by an expression with globs").isGreaterThan(20_000);
  }

  @Test
  void whereverAnExpressionIsFoundThatIsReadInPartsAGlobMatches() {
    List<String> names = combinations(List.of("a", "b", "A", "B"), 2);
    long found = 0;
    for (String expression : combinations(FAR_PARTS, 5)) {
      found += assertGlobsMatch(expression, names);
    }
    assertThat(found).as("names found by an expression with globs").isGreaterThan(1_000);
  }

  @Test
  void whereverALongExpressionIsFoundAGlobMatches() {
    Random random = new Random(42);
    long found = 0;
    for (int i = 0; i < 100_000; i++) {
      String expression = combination(PARTS, 4 + random.nextInt(8), random);
      List<String> names = new ArrayList<>();
      for (int name = 0; name < 10; name++) {
        names.add(combination(NAME_PARTS, random.nextInt(10), random));
      }
      found += assertGlobsMatch(expression, names);
    }
    assertThat(found).as("names found by an expression with globs").isGreaterThan(5_000);
  }

  /** The names that are found, of an expression that has globs; 0 for all others. */
  private static long assertGlobsMatch(String expression, List<String> names) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(expression);
    } catch (PatternSyntaxException notOne) {
      return 0;
    }
    List<Pattern> globs =
        UnitGlobs.of(List.of(pattern)).stream().map(UnitGlobsTest::ofGlob).toList();
    if (globs.isEmpty()) {
      return 0;
    }
    List<String> found = names.stream().filter(pattern.asPredicate()).toList();
    for (String name : found) {
      assertThat(globs)
          .as("globs of %s for %s", expression, name)
          .anyMatch(glob -> glob.matcher(name).matches());
    }
    return found.size();
  }

  /** As fnmatch(3) with FNM_NOESCAPE has it; there are no brackets. */
  private static Pattern ofGlob(String glob) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char character = glob.charAt(i);
      assertThat(character).isNotIn('?', '[', ']', '\\');
      pattern.append(character == '*' ? ".*" : Pattern.quote(String.valueOf(character)));
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }

  private static List<String> globs(String expression) {
    return UnitGlobs.of(List.of(Pattern.compile(expression)));
  }

  /** Everything of at most so many parts. */
  private static List<String> combinations(List<String> parts, int most) {
    List<String> all = new ArrayList<>(List.of(""));
    List<String> longest = all;
    for (int length = 1; length <= most; length++) {
      List<String> longer = new ArrayList<>();
      for (String beginning : longest) {
        parts.forEach(part -> longer.add(beginning + part));
      }
      all.addAll(longer);
      longest = longer;
    }
    return all;
  }

  private static String combination(List<String> parts, int length, Random random) {
    StringBuilder combination = new StringBuilder();
    for (int i = 0; i < length; i++) {
      // Half of them are letters, so that something is found.
      combination.append(parts.get(random.nextInt(random.nextBoolean() ? 2 : parts.size())));
    }
    return combination.toString();
  }
}
