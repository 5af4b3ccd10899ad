package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatVfsFileSystemsTest {
  private final FileSystems fileSystems = new StatVfsFileSystems();

  @Test
  void givesTheSizeOfTheFileSystem(@TempDir Path directory) throws IOException {
    FileSystemSize size = fileSystems.size(directory.toString()).orElseThrow();
    assertThat(size.blocks() * size.fragmentBytes())
        .isEqualTo(Files.getFileStore(directory).getTotalSpace());
    assertThat(size.blocksFree()).isBetween(0L, size.blocks());
  }

  @Test
  void aFailureNamesPathCallAndErrno(@TempDir Path directory) {
    Path tooLong = directory.resolve("x".repeat(256));
    assertThatThrownBy(() -> fileSystems.size(tooLong.toString()))
        .isInstanceOf(SourceException.class)
        .hasMessage(tooLong + ": statvfs: ENAMETOOLONG");
  }

  @Test
  void aPathWithANulIsNotTakenForWhatStandsBeforeIt() {
    assertThat(fileSystems.size("/\0/none")).isEmpty();
  }

  @Test
  void aMountThatIsGoneOrHiddenIsAbsent(@TempDir Path directory) {
    assertThat(fileSystems.size(directory.resolve("none").toString())).isEmpty();
  }
}
