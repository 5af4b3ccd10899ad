package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TruthDocumentationTest {
  @Test
  void theTablesOfTheDocumentAreThoseOfTheTest() throws IOException {
    String tables = TruthTable.read().markdown();
    Path fresh = Files.writeString(Path.of("target", "truth.md"), tables);
    assertThat(Files.readString(Path.of("docs", "truth.md")))
        .as("docs/truth.md is stale: copy " + fresh + " to its end")
        .endsWith("\n" + tables);
  }
}
