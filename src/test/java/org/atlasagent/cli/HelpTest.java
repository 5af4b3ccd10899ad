package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"run", "print", "check", "metrics", "tcp-memory", "watch", "receive"})
  void eachCommandExplainsAllItsOptions(String command) {
    CommandLineRun run = new CommandLineRun(directory);
    List<OptionSpec> options = run.spec(command).options();

    assertThat(run.exitCode(command, "--help")).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("Usage: atlas-system-agent " + command);
    assertThat(options).isNotEmpty();
    for (OptionSpec option : options) {
      assertThat(option.longestName()).startsWith("--");
      if (!option.hidden()) {
        assertThat(run.out()).contains(option.longestName());
        assertThat(option.description()).as(option.longestName()).isNotEmpty();
      }
    }
  }

  @Test
  void theAgentExplainsItsCommands() {
    CommandLineRun run = new CommandLineRun(directory);

    assertThat(run.exitCode("--help")).isZero();
    assertThat(run.out())
        .contains(
            "run ",
            "print ",
            "check ",
            "metrics ",
            "tcp-memory ",
            "watch ",
            "receive ",
            "--version");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpIsGivenEvenWhenTheConfigurationIsBroken() {
    CommandLineRun run = new CommandLineRun(directory);
    run.config("nonsense");
    run.environment.put("SPECTATOR_OUTPUT_LOCATION", "nonsense");

    assertThat(run.exitCode("run", "--help")).isZero();
    assertThat(run.out()).startsWith("Usage: atlas-system-agent run");
  }

  @Test
  void optionsForTestsAreNotShown() {
    CommandLineRun run = new CommandLineRun(directory);

    run.exitCode("run", "--help");

    assertThat(run.out()).doesNotContain("cadence-factor");
  }

  @Test
  void classesOutsideOfAJarAreADevelopmentVersion() {
    CommandLineRun run = new CommandLineRun(directory);

    assertThat(run.exitCode("--version")).isZero();
    assertThat(run.out()).isEqualTo("atlas-system-agent development" + System.lineSeparator());
  }
}
