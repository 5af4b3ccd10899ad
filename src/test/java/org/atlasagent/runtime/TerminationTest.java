package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.atlasagent.testing.Command;
import org.junit.jupiter.api.Test;

class TerminationTest {
  private static final String STARTED = "started";

  @Test
  void whatIsToldToEndWhileItStartsEndsWellAndWithoutAWord() throws Exception {
    String classes = place(Termination.class) + ":" + place(StartsTooLate.class);

    assertThat(
            Command.output(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                StartsTooLate.class.getName()))
        .isEqualToIgnoringNewLines(STARTED);
  }

  private static String place(Class<?> member) throws Exception {
    return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** A daemon that begins when its process is ending with the code of a signal. */
  static final class StartsTooLate {
    private StartsTooLate() {}

    /** Prints what it gets to. */
    public static void main(String[] args) throws InterruptedException {
      System.out.println(STARTED);
      CountDownLatch told = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                told.countDown();
                waitLong();
              }));
      new Thread(() -> System.exit(143)).start();
      told.await();
      Termination.does(() -> {});
      System.out.println("went on");
    }

    private static void waitLong() {
      try {
        new CountDownLatch(1).await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
