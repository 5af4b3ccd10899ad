package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void theJournalIsKnownByDeviceAndInode() throws IOException {
    Path file = Files.createFile(directory.resolve("stream"));
    String identity =
        Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");

    assertThat(Surroundings.isJournal(Map.of("JOURNAL_STREAM", identity), file)).isTrue();
    assertThat(Surroundings.isJournal(Map.of("JOURNAL_STREAM", "1:2"), file)).isFalse();
    assertThat(Surroundings.isJournal(Map.of(), file)).isFalse();
  }

  @Test
  void aStreamThatIsClosedIsNoJournal() {
    assertThat(Surroundings.isJournal(Map.of("JOURNAL_STREAM", "1:2"), directory.resolve("none")))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/pts/0,true",
    "/dev/tty1,true",
    "/dev/ttyS0,true",
    "/dev/console,true",
    "pipe:[12],false",
    "/dev/null,false",
    "/tmp/dev/pts/0,false"
  })
  void aTerminalIsKnownByItsName(String target, boolean terminal) throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("1"), Path.of(target));

    assertThat(Surroundings.isTerminal(link)).isEqualTo(terminal);
  }

  @Test
  void aClosedOutputIsNoTerminal() {
    assertThat(Surroundings.isTerminal(directory.resolve("none"))).isFalse();
  }
}
