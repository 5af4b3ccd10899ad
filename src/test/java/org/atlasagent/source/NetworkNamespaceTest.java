package org.atlasagent.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether two processes share a network. */
class NetworkNamespaceTest {
  @TempDir private Path process = Path.of("");

  @Test
  void aProcessSharesItsOwnNetwork() {
    assertThat(NetworkNamespace.of(Path.of("/proc/self"))).isEqualTo(NetworkNamespace.OWN);
  }

  @Test
  void anotherNameIsAnotherNetwork() throws IOException {
    Files.createDirectories(process.resolve("ns"));
    Files.createSymbolicLink(process.resolve("ns/net"), Path.of("net:[1]"));

    assertThat(NetworkNamespace.of(process)).isEqualTo(NetworkNamespace.OTHER);
  }

  @Test
  void whereTheNameIsHiddenTheFilesTell() throws IOException {
    Files.createDirectories(process.resolve("net"));
    Files.createFile(process.resolve("net/dev"));
    assertThat(NetworkNamespace.of(process)).isEqualTo(NetworkNamespace.OTHER);

    Files.delete(process.resolve("net/dev"));
    Files.createSymbolicLink(process.resolve("net/dev"), Path.of("/proc/self/net/dev"));
    assertThat(NetworkNamespace.of(process)).isEqualTo(NetworkNamespace.OWN);
  }

  @Test
  void nothingIsKnownOfAProcessThatIsNotThere() {
    assertThat(NetworkNamespace.of(process.resolve("gone"))).isEqualTo(NetworkNamespace.UNKNOWN);
  }
}
