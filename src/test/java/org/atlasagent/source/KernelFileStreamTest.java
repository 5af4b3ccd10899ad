package org.atlasagent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelFileStreamTest {
  @TempDir private Path directory;

  private KernelFile file(String text, int bufferSize) throws IOException {
    Path path = Files.writeString(directory.resolve("file"), text);
    return new KernelFile(path, new ReadBuffer(bufferSize), new HashSet<>());
  }

  private static List<String> lines(KernelFile file) {
    Fields fields = file.stream().orElseThrow();
    List<String> lines = new ArrayList<>();
    while (fields.nextLine()) {
      lines.add(fields.rest());
    }
    assertThat(fields.nextLine()).isFalse();
    return lines;
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10, 11, 12, 13, 16, 17, 64})
  void keepsLinesWholeAcrossTheBordersOfTheBuffer(int bufferSize) throws IOException {
    try (KernelFile file = file("one 1\n\nthree 33\n4\nfive 555\n", bufferSize)) {
      assertThat(lines(file)).containsExactly("one 1", "", "three 33", "4", "five 555");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 12})
  void handsOutALastLineThatHasNoEnd(int bufferSize) throws IOException {
    try (KernelFile file = file("1 2\n3 44", bufferSize)) {
      assertThat(lines(file)).containsExactly("1 2", "3 44");
    }
  }

  @Test
  void beginsAgainWithEachReading() throws IOException {
    try (KernelFile file = file("alpha\nbeta\n", 8)) {
      Fields first = file.stream().orElseThrow();
      assertThat(first.nextLine()).isTrue();
      assertThat(lines(file)).containsExactly("alpha", "beta");
      assertThat(file.read().orElseThrow().length()).isEqualTo(11);
      assertThat(lines(file)).containsExactly("alpha", "beta");
    }
  }

  @Test
  void hasNoLinesInAnEmptyFile() throws IOException {
    try (KernelFile file = file("", 8)) {
      assertThat(lines(file)).isEmpty();
    }
  }

  @Test
  void isEmptyWhereThereIsNoFile() {
    try (KernelFile file =
        new KernelFile(directory.resolve("none"), new ReadBuffer(8), new HashSet<>())) {
      assertThat(file.stream()).isEmpty();
    }
  }

  @Test
  void refusesALineThatIsLongerThanTheBuffer() throws IOException {
    try (KernelFile file = file("short\n0123456789\n", 8)) {
      assertThatThrownBy(() -> lines(file))
          .isInstanceOf(SourceException.class)
          .hasMessage(directory.resolve("file") + ": a line longer than 8 bytes");
    }
  }

  @Test
  void namesTheLineInWhichAnErrorIs() throws IOException {
    try (KernelFile file = file("1\n22\nx33\n4\n", 4)) {
      Fields fields = file.stream().orElseThrow();
      assertThat(fields.nextLine()).isTrue();
      assertThat(fields.number()).isEqualTo(1);
      assertThat(fields.nextLine()).isTrue();
      assertThat(fields.number()).isEqualTo(22);
      assertThat(fields.nextLine()).isTrue();
      assertThatThrownBy(fields::number)
          .isInstanceOf(MalformedException.class)
          .hasMessageEndingWith("not a number: x33 in line \"x33\"");
    }
  }
}
