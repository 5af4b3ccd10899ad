package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.OutputLocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A flag beats the environment beats the file. */
class DefaultsTest {
  @TempDir private Path directory = Path.of("");
  private CommandLineRun run = new CommandLineRun(directory);

  @BeforeEach
  void setUp() {
    run = new CommandLineRun(directory);
  }

  @Test
  void theFileGivesDefaults() {
    run.config("output=stdout", "max-series=5", "verbose=true", "collect=load");
    run.exitCode("run");

    assertThat(run.lastRun().output()).isEqualTo(new OutputLocation.StandardOutput());
    assertThat(run.lastRun().maxSeries()).isEqualTo(5);
    assertThat(run.lastRun().logging().verbose()).isTrue();
    assertThat(run.lastRun().selection().collect()).isEqualTo(Set.of("load"));
  }

  @Test
  void theFileSwitchesTheCloudOn() {
    run.config("aws-credentials=true", "discover-ebs=true");
    run.environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://[::1]");
    run.environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6");
    run.exitCode("run");

    assertThat(run.lastRun().awsCredentials()).isTrue();
    assertThat(run.lastRun().discoverEbs()).isTrue();
    assertThat(run.lastRun().environment()).isEqualTo(run.environment);
  }

  @Test
  void theEnvironmentBeatsTheFile() {
    run.config("output=stdout", "verbose=false");
    run.environment.put("SPECTATOR_OUTPUT_LOCATION", "stderr");
    run.environment.put("VERBOSE_AGENT", "1");
    run.exitCode("run");

    assertThat(run.lastRun().output()).isEqualTo(new OutputLocation.StandardError());
    assertThat(run.lastRun().logging().verbose()).isTrue();
  }

  @Test
  void aFlagBeatsBoth() {
    run.config("output=stdout", "verbose=true");
    run.environment.put("SPECTATOR_OUTPUT_LOCATION", "stderr");
    run.environment.put("VERBOSE_AGENT", "true");
    run.exitCode("run", "--output", "none", "--verbose=false");

    assertThat(run.lastRun().output()).isEqualTo(new OutputLocation.Nowhere());
    assertThat(run.lastRun().logging().verbose()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"verbose=true", "verbose=false"})
  void aSwitchOnTheCommandLineIsOnWhateverTheFileSays(String line) {
    run.config(line);
    run.exitCode("run", "-v");

    assertThat(run.lastRun().logging().verbose()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "1,true", "yes,true", "0,true", "false,false"})
  void verboseAgentIsOnByBeingSet(String value, boolean verbose) {
    run.environment.put("VERBOSE_AGENT", value);
    run.exitCode("run");

    assertThat(run.lastRun().logging().verbose()).isEqualTo(verbose);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false", "1,false"})
  void hardwareCountersAreReadWhenTheVariableSaysTrue(String value, boolean read) {
    run.environment.put("ATLAS_ENABLE_PMU_METRICS", value);
    run.exitCode("run");

    assertThat(run.lastRun().hardwareCounters()).isEqualTo(read);
  }

  @Test
  void hardwareCountersAreReadOnlyWhenTheyAreAskedFor() {
    run.exitCode("run");
    assertThat(run.lastRun().hardwareCounters()).isFalse();

    run.exitCode("run", "--pmu");
    assertThat(run.lastRun().hardwareCounters()).isTrue();
  }

  @Test
  void aNamedFileTakesThePlaceOfTheDefaultFile() {
    Path named = directory.resolve("named file");
    CommandLineRun.write(named, "max-series=6");
    run.config("output=stdout", "max-series=5");
    run.exitCode("run", "-c", named.toString());

    assertThat(run.lastRun().maxSeries()).isEqualTo(6);
    assertThat(run.lastRun().output()).isEqualTo(OutputLocation.DEFAULT);
  }

  @Test
  void whatIsNotThereGivesNoValue() {
    OptionDefaults defaults =
        new OptionDefaults(new Defaults(run.environment, ConfigFile.none()), Set.of());
    assertThat(run.spec("run").args())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(defaults.defaultValue(it)).isNull());
  }

  @Test
  void printAndCheckReadTheSameFile() {
    run.config("output=none", "max-services=3", "max-series=4", "format=table", "flavor=k8s");

    assertThat(run.exitCode("print")).isEqualTo(1);
    assertThat(run.commands.prints.getLast().maxSeries()).isEqualTo(4);
    run.exitCode("check");
    assertThat(run.commands.checks.getLast().output()).isEqualTo(new OutputLocation.Nowhere());
  }

  @Test
  void metricsDependsOnNoFile() {
    run.config("nonsense");

    assertThat(run.exitCode("metrics")).isZero();
  }

  @Test
  void dollarSignsOfTheFileAreTakenAsTheyAre() {
    run.config("ignore-mounts=^/a$$|${sys:user.name}{0}b");

    assertThat(run.exitCode("run")).isEqualTo(2);
    run.config("ignore-mounts=^/a$|[$]{2}");
    assertThat(run.exitCode("run")).isZero();
    assertThat(run.lastRun().selection().wantsMount("x$$y")).isFalse();
    assertThat(run.lastRun().selection().wantsMount("x$y")).isTrue();
  }

  @Test
  void aWrongValueOfTheEnvironmentNamesTheVariable() {
    run.environment.put("SPECTATOR_OUTPUT_LOCATION", "nowhere");

    assertThat(run.exitCode("run")).isEqualTo(2);
    assertThat(run.err())
        .startsWith("atlas-system-agent: SPECTATOR_OUTPUT_LOCATION: \"nowhere\" is no output")
        .hasLineCount(1);
    assertThat(run.exitCode("run", "--output=none")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "max-series=no | max-series: expected a whole number from 1 to 2147483647, not 'no'.",
        "verbose=yes | verbose: expected one of true, false, not 'yes'.",
        "flavor=x | flavor: expected one of auto, system, titus, k8s, not 'x'.",
        "collect=laod | collect: there is no collector 'laod'; did you mean 'load'?",
      })
  void aWrongValueOfTheFileNamesFileAndLine(String line, String problem) {
    run.config("# a comment", "", line);

    assertThat(run.exitCode("run")).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "atlas-system-agent: %s:3: %s Try 'atlas-system-agent run --help'.%n"
                .formatted(run.configFile, problem));
  }

  @Test
  void withoutAFileNothingIsAmiss() {
    assertThat(run.exitCode("run")).isZero();
    assertThat(run.lastRun()).isEqualTo(AgentConfig.builder().build());
  }
}
