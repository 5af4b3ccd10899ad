package org.atlasagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What docs/reliability.md promises has a test, and the tests of faults are named there. */
class ReliabilityTest {
  private static final Path PAGE = Path.of("docs/reliability.md");
  private static final Path SOURCES = Path.of("src/test/java");
  private static final int TEST = 3;
  private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");

  private final Map<String, String> classes = classes();

  @Test
  void eachPromiseHasATestThatExists() throws IOException {
    Set<String> named = new LinkedHashSet<>();
    for (String line : Files.readAllLines(PAGE, UTF_8)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length > TEST && !cells[1].matches(" (fault|---) ")) {
        List<String> tests = names(cells[TEST]);
        assertThat(tests).as(line).isNotEmpty();
        named.addAll(tests);
      }
    }
    assertThat(named)
        .hasSizeGreaterThan(40)
        .allSatisfy(name -> assertThat(tests(name)).contains(name));
  }

  @Test
  void eachTestOfAFaultStandsThere() throws IOException {
    String page = Files.readString(PAGE, UTF_8);
    Set<String> tests = new TreeSet<>();
    classes.keySet().stream()
        .filter(name -> name.matches(".*FaultIT|CrowdIT|ChurnTest"))
        .forEach(name -> tests.addAll(tests(name + ".")));
    assertThat(tests).hasSizeGreaterThan(15);
    assertThat(names(page)).containsAll(tests);
  }

  private static List<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(found -> found.group(1) + "." + found.group(2))
        .toList();
  }

  /** All tests of the class in which a test is, named alike. */
  private Set<String> tests(String name) {
    String simple = name.substring(0, name.indexOf('.'));
    assertThat(classes).as(name).containsKey(simple);
    Set<String> tests = new TreeSet<>();
    try {
      Class<?> type = Class.forName(classes.get(simple), false, getClass().getClassLoader());
      Arrays.stream(type.getDeclaredMethods())
          .filter(ReliabilityTest::isTest)
          .forEach(method -> tests.add(simple + "." + method.getName()));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    return tests;
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  /** The full names of the classes of tests by their simple names. */
  private static Map<String, String> classes() {
    Map<String, String> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String name = SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
        classes.put(name.substring(name.lastIndexOf('.') + 1), name);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return classes;
  }
}
