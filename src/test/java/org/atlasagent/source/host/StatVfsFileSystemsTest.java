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
    Path missing = directory.resolve("none");
    assertThatThrownBy(() -> fileSystems.size(missing.toString()))
        .isInstanceOf(SourceException.class)
        .hasMessage(missing + ": statvfs: ENOENT");
  }
}
