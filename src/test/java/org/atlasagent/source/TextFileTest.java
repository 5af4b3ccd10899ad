package org.atlasagent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "a", "a\n", "a\n\nb", "a\r\nb\rc\n", "grün\n\uFFFD\n", "\f\u2028x"})
  void hasTheLinesThatReadAllLinesGives(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), text);
    assertThat(TextFile.lines(file)).isEqualTo(Files.readAllLines(file));
  }

  @Test
  void aMissingFileIsNamedAsSuch() {
    assertThatThrownBy(() -> TextFile.lines(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aDirectoryIsAFailure() {
    assertThatThrownBy(() -> TextFile.lines(directory)).isInstanceOf(IOException.class);
  }

  @Test
  void bytesThatAreNoTextAreAFailure() throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[] {'a', (byte) 0xff, '\n'});
    assertThatThrownBy(() -> TextFile.lines(file)).isInstanceOf(CharacterCodingException.class);
  }
}
