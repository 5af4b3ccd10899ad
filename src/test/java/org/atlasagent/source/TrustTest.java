package org.atlasagent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void aFileOfTheOwnerAndItsGroupIsTrusted() throws IOException {
    assertThat(Trust.flawOfFile(file("rw-rw-r--"))).isEmpty();
    assertThat(Trust.flawOfFile(file("rw-rw--w-"))).isPresent();
  }

  @Test
  void aFileThatAnyUserCanReplaceIsNotTrusted() throws IOException {
    Path file = file("rw-r--r--");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(Trust.flawOfFile(file).orElseThrow()).endsWith("chmod o-w " + directory);
    assertThat(Trust.flawOfDirectory(directory)).isPresent();

    // As /tmp is: only its owner can remove a file.
    Files.setAttribute(directory, "unix:mode", 01777);
    assertThat(Trust.flawOfFile(file)).isEmpty();
    assertThat(Trust.flawOfDirectory(directory)).isPresent();
  }

  @Test
  void aLinkIsAsGoodAsWhatItLeadsTo() throws IOException {
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, file("rw-r--rw-"));

    assertThat(Trust.flawOfFile(link)).isPresent();
  }

  @Test
  void whatIsNoFileIsNotLookedAt() throws IOException {
    assertThat(Trust.flawOfFile(Path.of("/dev/null"))).isEmpty();
  }

  @Test
  void whatIsNotThereIsToldSo() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Trust.flawOfFile(directory.resolve("none")));
  }

  private Path file(String permissions) throws IOException {
    Path file = directory.resolve("file");
    Files.writeString(file, "");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
