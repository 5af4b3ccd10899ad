package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberedDirectoryTest {
  @TempDir Path directory;

  @Test
  void handsOutNumbersAndNothingElse() throws IOException {
    for (String name :
        List.of("0", "7", "42", "4194304", "x", "1x", "-3", "1.5", "1234567890123456789")) {
      Files.createFile(directory.resolve(name));
    }
    assertThat(list(directory)).containsExactlyInAnyOrder(0L, 7L, 42L, 4194304L);
  }

  @Test
  void readsDirectoriesLargerThanItsBuffer() throws IOException {
    for (int i = 0; i < 3000; i++) {
      Files.createFile(directory.resolve(Integer.toString(i)));
    }
    NumberedDirectory numbered = new NumberedDirectory(directory.toString());
    assertThat(numbered.forEach(number -> {})).hasValue(3000);
    assertThat(list(directory))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 3000).boxed().toList());
  }

  @Test
  void findsThisProcess() {
    assertThat(list(Path.of("/proc"))).contains(ProcessHandle.current().pid());
  }

  @Test
  void seesChangesWhenItIsListedAgain() throws IOException {
    NumberedDirectory numbered = new NumberedDirectory(directory.toString());
    assertThat(numbered.forEach(number -> {})).hasValue(0);
    Files.createFile(directory.resolve("1"));
    assertThat(numbered.forEach(number -> {})).hasValue(1);
  }

  @Test
  void aMissingDirectoryIsEmptiness() {
    NumberedDirectory missing = new NumberedDirectory(directory.resolve("none").toString());
    assertThat(missing.forEach(number -> {})).isEmpty();
  }

  @Test
  void aFileIsAFailure() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    NumberedDirectory notOne = new NumberedDirectory(file.toString());
    assertThatThrownBy(() -> notOne.forEach(number -> {}))
        .isInstanceOf(LinuxException.class)
        .hasMessage("getdents64: ENOTDIR (" + file + ")");
  }

  private static List<Long> list(Path path) {
    List<Long> numbers = new ArrayList<>();
    new NumberedDirectory(path.toString()).forEach(numbers::add);
    return numbers;
  }
}
