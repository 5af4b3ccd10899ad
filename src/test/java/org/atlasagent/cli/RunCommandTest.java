package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.FlavorChoice;
import org.atlasagent.config.Logging;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.config.PageLocation;
import org.atlasagent.config.Supervision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
  @TempDir private Path directory = Path.of("");
  private CommandLineRun run = new CommandLineRun(directory);

  @BeforeEach
  void setUp() {
    run = new CommandLineRun(directory);
  }

  @Test
  void withoutOptionsEverythingHasItsDefault() {
    assertThat(run.exitCode("run")).isZero();
    assertThat(run.lastRun()).isEqualTo(AgentConfig.builder().build());
    assertThat(run.lastRun().maxSeries()).isEqualTo(2000);
    assertThat(run.lastRun().maxServices()).isEqualTo(10);
    assertThat(run.lastRun().output()).isEqualTo(OutputLocation.DEFAULT);
  }

  @Test
  void theOptionsOfTheAgentThatIsReplacedKeepWorking() {
    assertThat(run.exitCode("run", "-v", "-t", "k=v,k2=v2", "-s", "3", "my-agent")).isZero();

    assertThat(run.lastRun().logging()).isEqualTo(new Logging(true, false));
    assertThat(run.lastRun().labels().network()).isEqualTo(Map.of("k", "v", "k2", "v2"));
    assertThat(run.lastRun().maxServices()).isEqualTo(3);
    assertThat(run.lastRun().labels().common()).isEqualTo(Map.of("xatlas.process", "my-agent"));
  }

  @Test
  void allOptionsReachTheConfiguration() {
    String root = directory.toString();
    assertThat(
            run.exitCode(
                "run",
                "--output=stdout",
                "--flavor=titus",
                "--root=" + root + "/./",
                "--collect=load",
                "--no-collect=load",
                "--ignore-interfaces=^veth",
                "--ignore-mounts=^/snap/",
                "--ignore-devices=^zd",
                "--aws-credentials",
                "--discover-ebs",
                "--conf-dir=" + root,
                "--max-series=7",
                "--common-tags=a=b=c",
                "--cadence-factor=60"))
        .isZero();

    AgentConfig config = run.lastRun();
    assertThat(config.output()).isEqualTo(new OutputLocation.StandardOutput());
    assertThat(config.flavor()).isEqualTo(FlavorChoice.TITUS);
    assertThat(config.root()).isEqualTo(directory);
    assertThat(config.selection().collect()).isEqualTo(Set.of("load"));
    assertThat(config.selection().noCollect()).isEqualTo(Set.of("load"));
    assertThat(config.awsCredentials()).isTrue();
    assertThat(config.discoverEbs()).isTrue();
    assertThat(config.confDir()).isEqualTo(directory);
    assertThat(config.selection().wantsInterface("veth0")).isFalse();
    assertThat(config.selection().wantsMount("/snap/core")).isFalse();
    assertThat(config.selection().wantsDevice("zd0")).isFalse();
    assertThat(config.maxSeries()).isEqualTo(7);
    assertThat(config.labels().common()).isEqualTo(Map.of("a", "b=c"));
    assertThat(config.cadenceFactor()).isEqualTo(60);
  }

  @Test
  void itsExitCodeIsTheDaemons() {
    run.commands.exitCode = 1;

    assertThat(run.exitCode("run")).isEqualTo(1);
  }

  @Test
  void theContainerIsNamedByTheEnvironmentUnlessAnOptionDoes() {
    run.environment.put("TITUS_CONTAINER_NAME", "main");
    run.environment.put("TITUS_PROCESS_NAME", "java");
    run.exitCode("run", "--common-tags", "nf.process=other");

    assertThat(run.lastRun().labels().common())
        .isEqualTo(Map.of("nf.container", "main", "nf.process", "other"));
  }

  @Test
  void emptyVariablesNameNothing() {
    run.environment.put("TITUS_CONTAINER_NAME", "");
    run.environment.put("SPECTATOR_OUTPUT_LOCATION", "");
    run.environment.put("VERBOSE_AGENT", "");
    run.exitCode("run");

    assertThat(run.lastRun()).isEqualTo(AgentConfig.builder().build());
  }

  @Test
  void onlyTheVariablesThatMatterArePassedOn() {
    run.environment.put("NETFLIX_EXECUTOR", "titus");
    run.environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    run.environment.put("SECRET", "x");
    run.exitCode("run");

    assertThat(run.lastRun().environment())
        .isEqualTo(Map.of("NETFLIX_EXECUTOR", "titus", "KUBERNETES_SERVICE_HOST", "10.0.0.1"));
  }

  @Test
  void theJournalIsNoticed() {
    run.journal = true;
    run.exitCode("run");

    assertThat(run.lastRun().logging()).isEqualTo(new Logging(false, true));
  }

  @Test
  void whatSystemdWantsToHearReachesTheConfiguration() {
    run.environment.put("NOTIFY_SOCKET", "/run/systemd/notify");
    run.environment.put("WATCHDOG_USEC", "5000000");
    run.environment.put("WATCHDOG_PID", String.valueOf(ProcessHandle.current().pid()));
    run.exitCode("run");

    assertThat(run.lastRun().supervision())
        .hasValue(new Supervision("/run/systemd/notify", OptionalLong.of(5_000_000)));
    assertThat(run.lastRun().environment()).isEmpty();
  }

  @Test
  void anArgumentWithAnAtSignNamesNoFile() {
    run.exitCode("run", "@host");

    assertThat(run.lastRun().labels().common()).isEqualTo(Map.of("xatlas.process", "@host"));
  }

  @Test
  void thePageIsOffByDefaultAndOnThisMachineOnlyWhenAskedFor() {
    assertThat(run.exitCode("run")).isZero();
    assertThat(run.lastRun().page()).isEmpty();

    assertThat(run.exitCode("run", "--page", "--output", "unix")).isZero();
    assertThat(run.lastRun().page())
        .containsExactly(new PageLocation("::1", 7101), new PageLocation("127.0.0.1", 7101));
    assertThat(run.lastRun().minuteSeconds()).isEqualTo(60);

    assertThat(run.exitCode("run", "--page=[2001:db8::1]:80")).isZero();
    assertThat(run.lastRun().page()).containsExactly(new PageLocation("2001:db8::1", 80));
  }

  @Test
  void aPageThatIsTheOnlyReaderMovesOften() {
    run.config("page=true", "output=none");
    assertThat(run.exitCode("run")).isZero();
    assertThat(run.lastRun().page()).hasSize(2);
    assertThat(run.lastRun().minuteSeconds()).isEqualTo(5);

    assertThat(run.exitCode("run", "--page=false")).isZero();
    assertThat(run.lastRun().page()).isEmpty();
    assertThat(run.lastRun().minuteSeconds()).isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7101", "localhost", "::1:7101", "[::1]", "[::1]:0", "host:99999", ""})
  void anAddressOfThePageHasHostAndPort(String address) {

    assertThat(run.exitCode("run", "--page=" + address)).isEqualTo(2);
    assertThat(run.err())
        .startsWith("atlas-system-agent: --page: expected host:port, an IPv6 address in brackets")
        .hasLineCount(1);
  }
}
