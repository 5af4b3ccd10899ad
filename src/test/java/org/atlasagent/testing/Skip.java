package org.atlasagent.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tests that need more than every machine has. */
public final class Skip {
  private Skip() {}

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
