package org.atlasagent.source.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.atlasagent.testing.Await;

/** A shell script that stands in for a program of which the agent reads the output. */
final class Script {
  private Script() {}

  /** Writes the script; what it does is the body of a shell script. */
  static Path write(Path file, String body) throws IOException {
    Files.createDirectories(file.resolve("..").normalize());
    Path draft = file.resolveSibling("draft");
    Files.writeString(draft, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Files.move(draft, file);
  }

  /** Waits until a script has written a line to a file. */
  static String lineOf(Path file) {
    Await.until(
        "a line stands in " + file,
        () -> lines(file).stream().findFirst().filter(line -> !line.isEmpty()).isPresent());
    return lines(file).getFirst();
  }

  /** Waits until the process, of which a script has written the number to a file, is gone. */
  static void awaitEnd(Path numberFile) {
    long number = Long.parseLong(lineOf(numberFile));
    Await.until(
        "process " + number + " is gone",
        () -> ProcessHandle.of(number).filter(ProcessHandle::isAlive).isEmpty());
  }

  /** The lines that are whole. */
  static List<String> lines(Path file) {
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
