package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/** What is taken without picocli is what picocli would have made of it; the rest is left to it. */
class PlainRunTest {
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("aws-credentials", "true"),
          Map.entry("cadence-factor", "2.5"),
          Map.entry("collect", "load, cpu"),
          Map.entry("common-tags", "a=b=c,d=e"),
          Map.entry("conf-dir", "/tmp/."),
          Map.entry("discover-ebs", "true"),
          Map.entry("flavor", "titus"),
          Map.entry("ignore-devices", "^zd"),
          Map.entry("ignore-interfaces", "^veth"),
          Map.entry("ignore-mounts", "^/snap/"),
          Map.entry("max-series", "7"),
          Map.entry("max-services", "8"),
          Map.entry("network-tags", "k=v,k2=v2"),
          Map.entry("no-collect", "load"),
          Map.entry("output", "udp://[::1]:1234"),
          Map.entry("pmu", "true"),
          Map.entry("root", "/tmp/./"),
          Map.entry("verbose", "true"));

  @TempDir private Path directory = Path.of("");
  private CommandLineRun run = new CommandLineRun(directory);

  @BeforeEach
  void setUp() {
    run = new CommandLineRun(directory);
  }

  static List<String> keys() {
    return PlainRun.KEYS.stream().sorted().toList();
  }

  @Test
  void eachOptionIsOneOfPicoclis() {
    assertThat(run.spec("run").options().stream().map(OptionDefaults::key)).containsAll(keys());
  }

  @Test
  void withoutOptionsAllDefaultsAreThere() {
    assertSame("run");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anOptionMeansTheSame(String key) {
    String value = VALUES.getOrDefault(key, "no value");
    OptionSpec option = run.spec("run").findOption("--" + key);
    if (option.arity().max() > 0) {
      assertSame("run", "--" + key, value);
    } else {
      assertSame("run", "--" + key);
      assertSame("run", "--" + key + "=false");
    }
    String atOnce = assertSame("run", "--" + key + "=" + value);
    run.config("# a comment", key + " = '" + value + "'");
    assertThat(assertSame("run"))
        .isEqualTo(atOnce)
        .isNotEqualTo(assertSame("run", "--config", none()));
  }

  @Test
  void theShortNamesMeanTheSame() {
    CommandLineRun.write(directory.resolve("other"), "output=stdout", "verbose=false");
    assertSame(
        "run", "-c", directory.resolve("other").toString(), "-v", "-t", "k=v", "-s", "3", "a name");
  }

  @Test
  void theEnvironmentMeansTheSame() {
    run.environment.putAll(
        Map.of(
            "SPECTATOR_OUTPUT_LOCATION", "stderr",
            "VERBOSE_AGENT", "1",
            "ATLAS_ENABLE_PMU_METRICS", "true",
            "TITUS_CONTAINER_NAME", "box",
            "TITUS_NUM_CPU", "2"));
    run.config("output=stdout", "max-series=5", "pmu=false");
    assertSame("run");
    assertSame("run", "--output=none", "--verbose=false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--help",
        "print",
        "check --output none",
        "run --help",
        "run --no-such",
        "run --output",
        "run --output --verbose",
        "run --output=",
        "run --output none --output none",
        "run -v --verbose",
        "run -vx",
        "run -s=3",
        "run --max-services 0",
        "run --collect nothing",
        "run --config /no/such/file",
        "run --verbose=perhaps",
        "run -- name",
        "run one two"
      })
  void theRestIsLeftToPicocli(String line) {
    assertThat(plain(line.split(" "))).isEmpty();
    assertThat(run.commands.runs).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such=1", "max-series=0", "format=json", "config=/etc/x", "verbose"})
  void aFileWithSomethingElseIsLeftToPicocli(String line) {
    run.config(line);

    assertThat(plain("run")).isEmpty();
  }

  /** A file that says nothing. */
  private String none() {
    Path empty = directory.resolve("empty");
    CommandLineRun.write(empty, "");
    return empty.toString();
  }

  /** Asserts that both ways lead to the same configuration, and gives it. */
  private String assertSame(String... args) {
    Optional<RunCommand> plain = plain(args);
    assertThat(plain).as(String.join(" ", args)).isPresent();
    assertThat(plain.orElseThrow().call()).isZero();
    assertThat(new FullCommandLine(run.surroundings(), run.commands).run(args)).isZero();
    List<String> both = new ArrayList<>();
    // As text, for a pattern equals only itself.
    run.commands.runs.forEach(config -> both.add(config.toString()));
    run.commands.runs.clear();
    assertThat(both).hasSize(2);
    assertThat(both.getFirst()).isEqualTo(both.getLast());
    return both.getFirst();
  }

  private Optional<RunCommand> plain(String... args) {
    return PlainRun.read(args, run.surroundings(), run.commands);
  }
}
