package org.atlasagent.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs of this machine that tests compare the agent with. */
public final class Command {
  private Command() {}

  /** Whether a program is installed. */
  public static boolean installed(String program) {
    return Stream.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory + program)));
  }

  /** What a program printed, one character a byte; a failure fails the test. */
  public static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
      if (process.waitFor() != 0) {
        throw new AssertionError(List.of(command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
