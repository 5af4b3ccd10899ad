package org.atlasagent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatVfsTest {
  @TempDir Path directory;

  @Test
  void agreesWithTheJdk() throws IOException {
    FileStore store = Files.getFileStore(directory);
    StatVfs answer = StatVfs.of(directory.toString());
    assertThat(answer.blocks() * answer.fragmentBytes()).isEqualTo(store.getTotalSpace());
    assertThat(answer.blocksFree() * answer.fragmentBytes())
        .isCloseTo(store.getUnallocatedSpace(), Percentage.withPercentage(10));
    assertThat(answer.filesFree()).isBetween(0L, answer.files());
  }

  @Test
  void aPseudoFileSystemHasNoBlocks() {
    assertThat(StatVfs.of("/proc").blocks()).isZero();
  }

  @Test
  void aMissingPathIsAFailure() {
    String path = directory.resolve("none").toString();
    assertThatThrownBy(() -> StatVfs.of(path))
        .isInstanceOf(LinuxException.class)
        .hasMessage("statvfs: ENOENT (" + path + ")");
  }
}
