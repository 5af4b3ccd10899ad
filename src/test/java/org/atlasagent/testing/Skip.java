package org.atlasagent.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Tests that need more than every machine has. */
public final class Skip {
  private static final List<String> SYSTEM_DIRECTORIES = List.of("/usr/sbin", "/sbin");

  private Skip() {}

  /** Skips the test that calls unless these programs are installed. */
  public static void withoutPrograms(String... programs) {
    for (String program : programs) {
      unless(isInstalled(program), "there is no program " + program);
    }
  }

  private static boolean isInstalled(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(Arrays.stream(path.split(":", -1)), SYSTEM_DIRECTORIES.stream())
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /**
   * Skips the test that calls unless the machine has what it needs. CI has everything, so there it
   * fails instead: a test that is skipped everywhere tests nothing.
   *
   * @param available whether it is there
   * @param reason why not, for the operator
   */
  public static void unless(boolean available, String reason) {
    if (!available && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI must not skip this: " + reason);
    }
    if (!available) {
      System.out.println("skipped: " + reason);
    }
    assumeTrue(available, reason);
  }
}
