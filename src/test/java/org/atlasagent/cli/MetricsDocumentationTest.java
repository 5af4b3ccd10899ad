package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atlasagent.collector.Catalogue;
import org.junit.jupiter.api.Test;

class MetricsDocumentationTest {
  @Test
  void theDocumentationShowsTheCatalogue() throws IOException {
    StringWriter markdown = new StringWriter();
    MetricsMarkdown.write(Catalogue.entries(), new PrintWriter(markdown));

    assertThat(Files.readString(Path.of("docs/metrics.md")))
        .as("stale: ./atlas-system-agent metrics --format markdown > docs/metrics.md")
        .isEqualTo(markdown.toString());
  }
}
