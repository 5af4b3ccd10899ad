package org.atlasagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.atlasagent.testing.Skip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPageTest {
  private static final Path PAGE = Path.of("packaging/man/atlas-system-agent.8");

  @TempDir private Path directory = Path.of("");

  @Test
  void showsTheCommandsAndOptionsThatThereAre() throws IOException {
    String page = Files.readString(PAGE);
    String renewed = new ManPage(directory).renewed(page);
    Path target = Path.of("target/atlas-system-agent.8");
    Files.writeString(target, renewed);

    assertThat(page).as("stale: cp %s %s", target, PAGE).isEqualTo(renewed);
    assertThat(page)
        .contains(".TP\n\\fBrun\\fR [\\fIOPTION\\fR...] [\\fINAME\\fR]\nCollect and report")
        .contains(".TP\n\\fB\\-s\\fR, \\fB\\-\\-max\\-services\\fR=\\fIN\\fR\n(run)\n")
        .contains(".TP\n\\fB\\-\\-pmu\\fR\n(run, print, check")
        .doesNotContain("cadence\\-factor");
  }

  @Test
  void namesAllVariablesThatTheDocumentationNames() throws IOException {
    String documentation = Files.readString(Path.of("docs/operations.md"));
    int table = documentation.indexOf("## Defaults from the environment");
    String variables = documentation.substring(table, documentation.indexOf("\n## ", table));
    List<String> names =
        Pattern.compile("`([A-Z][A-Z0-9_]+)`")
            .matcher(variables)
            .results()
            .map(name -> name.group(1))
            .toList();

    assertThat(names).contains("SPECTATOR_OUTPUT_LOCATION", "NOTIFY_SOCKET").hasSizeGreaterThan(10);
    assertThat(Files.readString(PAGE)).contains(names);
  }

  @Test
  void manHasNothingToSayAgainstIt() throws Exception {
    Skip.withoutPrograms("man");

    assertThat(complaints("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", PAGE + ""))
        .isEmpty();
  }

  @Test
  void mandocHasNothingToSayAgainstIt() throws Exception {
    Skip.withoutPrograms("mandoc");

    assertThat(complaints("mandoc", "-Tlint", "-Wwarning", PAGE + "")).isEmpty();
  }

  /** What a program writes besides the page. */
  private String complaints(String... command) throws Exception {
    Path page = directory.resolve("page");
    Path complaints = directory.resolve("complaints");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .redirectOutput(page.toFile())
            .redirectError(complaints.toFile());
    builder.environment().put("MANWIDTH", "80");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    int exitCode = process.waitFor();
    String all = Files.readString(complaints, UTF_8);
    return exitCode == 0
        ? all
        : "exit code " + exitCode + ": " + all + Files.readString(page, UTF_8);
  }
}
