package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkCountTest {
  @TempDir Path directory;

  @Test
  void countsTheNamesOfAFile() throws IOException {
    Path file = Files.createFile(Files.createDirectory(directory.resolve("1234567")).resolve("a"));
    LinkCount links = new LinkCount(directory.toString(), "a");
    assertThat(links.of(1234567)).isEqualTo(1);
    Files.createLink(file.resolveSibling("b"), file);
    Files.createLink(file.resolveSibling("c"), file);
    assertThat(links.of(1234567)).isEqualTo(3);
  }

  @Test
  void aShorterNumberAfterALongerOneIsAnotherPath() throws IOException {
    Files.createFile(Files.createDirectory(directory.resolve("0")).resolve("a"));
    Files.createFile(Files.createDirectory(directory.resolve("98765")).resolve("a"));
    LinkCount links = new LinkCount(directory.toString(), "a");
    assertThat(links.of(98765)).isEqualTo(1);
    assertThat(links.of(0)).isEqualTo(1);
    assertThat(links.of(9876)).isZero();
    assertThat(links.of(Long.MAX_VALUE)).isZero();
  }

  @Test
  void theTasksOfAProcessAreItsThreads() throws IOException {
    // Process 1 of a machine or of a container starts few threads; several tries meet a quiet
    // moment.
    LinkCount links = new LinkCount("/proc", "task");
    boolean equal = false;
    for (int i = 0; i < 1000 && !equal; i++) {
      long threads =
          Files.readAllLines(Path.of("/proc/1/status")).stream()
              .filter(line -> line.startsWith("Threads:"))
              .mapToLong(line -> Long.parseLong(line.substring("Threads:".length()).strip()))
              .sum();
      equal = links.of(1) == threads + 2;
    }
    assertThat(equal).isTrue();
  }

  @Test
  void whatCannotBeSeenHasNoLinks() {
    assertThat(new LinkCount(directory.toString(), "task").of(1)).isZero();
  }
}
