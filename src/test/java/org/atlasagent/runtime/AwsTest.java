package org.atlasagent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.atlasagent.collector.Due;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.config.FlavorChoice;
import org.atlasagent.config.OutputLocation;
import org.atlasagent.config.Selection;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.host.EbsVolumes;
import org.atlasagent.source.host.InstanceMetadata;
import org.atlasagent.spectatord.Batch;
import org.atlasagent.testing.MetadataServer;
import org.atlasagent.testing.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cloud as a whole agent sees it: when it is asked, and what then is shown. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AwsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String ENDPOINT = "AWS_EC2_METADATA_SERVICE_ENDPOINT";

  @TempDir private Path directory = Path.of("");
  private final LogLines log = new LogLines(Clock.SYSTEM);
  private final Batch batch = new Batch();
  private final BlockingPool pool = new BlockingPool(Clock.SYSTEM, 30 * SECOND, SECOND);

  private static AgentConfig.Builder config(Map<String, String> environment, String... collect) {
    return AgentConfig.builder()
        .flavor(FlavorChoice.SYSTEM)
        .output(OutputLocation.parse("none"))
        .environment(environment)
        .selection(
            new Selection(
                Set.of(collect),
                Set.of(),
                Selection.ALL.ignoreInterfaces(),
                Selection.ALL.ignoreMounts(),
                Selection.ALL.ignoreDevices()));
  }

  @ParameterizedTest
  @CsvSource({"ec2,true", "titus,true", "EC2,true", "Titus,true", "other,false", "'',false"})
  void theExecutorSwitchesItOn(String executor, boolean on) {
    AgentConfig config = config(Map.of("NETFLIX_EXECUTOR", executor)).build();

    assertThat(metadata(config, Path.of("/")).wanted()).isEqualTo(on);
  }

  @Test
  void theOptionSwitchesItOnButNotForARecordedHost() {
    AgentConfig config = config(Map.of()).awsCredentials(true).discoverEbs(true).build();

    assertThat(metadata(config, Path.of("/")).wanted()).isTrue();
    assertThat(metadata(config, directory)).isSameAs(InstanceMetadata.NONE);
    try (KernelFiles files = new KernelFiles(directory)) {
      assertThat(Aws.ebsVolumes(config, files)).isSameAs(EbsVolumes.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void checkShowsThatThereAreCredentials(String address) {
    try (MetadataServer server = new MetadataServer(address)) {
      CheckResult result = check(server.url(), "aws-credentials");

      assertThat(row(result, "aws-credentials").state()).isEqualTo(CheckResult.State.FOUND);
      assertThat(row(result, "aws-credentials").series()).isEqualTo(6);
      assertThat(result.toString()).doesNotContain("MARKER");
    }
  }

  @Test
  void checkShowsWhatIsWrongAndNothingSecret() {
    try (MetadataServer server = new MetadataServer("127.0.0.1")) {
      server.answer(
          MetadataServer.ROLE_PATH + MetadataServer.ROLE, 200, "{" + MetadataServer.SECRET);
      CheckResult.Row row = row(check(server.url(), "aws-credentials"), "aws-credentials");

      assertThat(row.state()).isEqualTo(CheckResult.State.FAILED);
      assertThat(row.detail())
          .isEqualTo(
              server.url()
                  + MetadataServer.ROLE_PATH
                  + MetadataServer.ROLE
                  + ": the answer is no JSON object");
    }
  }

  @Test
  void checkShowsThatNobodyAnswers() {
    try (RawServer server = RawServer.silent()) {
      CheckResult.Row row = row(check(server.url(), "aws-credentials"), "aws-credentials");

      // Whether the call or the wait for it ends first is up to the scheduler: both last a second.
      assertThat(row.state()).isNotEqualTo(CheckResult.State.FOUND);
      assertThat(row.detail())
          .containsAnyOf(
              "the instance metadata service does not answer",
              server.url() + "/latest/api/token: no answer in time");
    }
  }

  @Test
  void checkNamesAWrongAddress() {
    CheckResult.Row row = row(check("imds", "aws-credentials"), "aws-credentials");

    assertThat(row.state()).isEqualTo(CheckResult.State.FAILED);
    assertThat(row.detail()).isEqualTo(ENDPOINT + ": expected http://host[:port], not 'imds'");
  }

  @Test
  void checkSaysWhatItTakes() {
    AgentConfig config = config(Map.of(), "aws-credentials", "ebs").confDir(directory).build();
    CheckResult result = commands().check(config);

    assertThat(row(result, "aws-credentials").detail())
        .isEqualTo("off: it takes --aws-credentials, or NETFLIX_EXECUTOR=ec2 or titus");
    assertThat(row(result, "ebs").detail())
        .isEqualTo("no volume is listed in *.ebs-devices or found by --discover-ebs");
  }

  @Test
  void checkNamesADeviceThatIsNoVolume() throws Exception {
    Files.writeString(directory.resolve("a.ebs-devices"), "/dev/null\n");
    AgentConfig config = config(Map.of(), "ebs").confDir(directory).build();
    CheckResult.Row row = row(commands().check(config), "ebs");

    assertThat(row.state()).isEqualTo(CheckResult.State.FAILED);
    assertThat(row.detail()).isEqualTo("/dev/null: ioctl: ENOTTY");
  }

  @Test
  void neitherLinesNorLogShowASecret() {
    try (MetadataServer server = new MetadataServer("127.0.0.1")) {
      String path = MetadataServer.ROLE_PATH + MetadataServer.ROLE;
      Assembly assembly = assembly(server.url());
      StringBuilder lines = new StringBuilder();
      for (String body :
          List.of(
              MetadataServer.credentials("2026-01-31T10:00:00Z", "2026-01-31T16:00:00Z"),
              "garbage " + MetadataServer.SECRET,
              MetadataServer.credentials(MetadataServer.SECRET, MetadataServer.SECRET),
              MetadataServer.SECRET.repeat(10_000))) {
        server.answer(path, 200, body);
        lines.append(round(assembly));
      }
      server.answer(MetadataServer.TOKEN_PATH, 200, MetadataServer.TOKEN + "\r\nX: 1");
      lines.append(round(assembly)).append(round(assembly));

      assertThat(lines.toString())
          .contains("g:aws.credentialsTtl,", "c:aws.credentialsRefreshErrors,", "T:ipc.client.call")
          .doesNotContain("MARKER");
      List<String> logged = log.take();
      assertThat(logged).anyMatch(line -> line.startsWith("<4>aws-credentials: failed: http://"));
      assertThat(String.join("\n", logged)).doesNotContain("MARKER");
    }
  }

  @Test
  void aServiceThatHangsHoldsUpNobody() {
    try (RawServer server = RawServer.silent()) {
      Assembly assembly = assembly(server.url());
      long began = System.nanoTime();
      assembly.round(Due.ALL);
      long nanos = System.nanoTime() - began;
      String lines = batch.textSince(0);

      assertThat(lines).contains("g:sys.load.1,").doesNotContain("ipc.client.call");
      assertThat(nanos).isLessThan(SECOND);
      pool.drain(20 * SECOND);
      assertThat(batch.textSince(0)).contains("ipc.status=timeout");
    }
  }

  private String round(Assembly assembly) {
    assembly.round(Due.ALL);
    pool.drain(20 * SECOND);
    String lines = batch.textSince(0);
    batch.clear();
    return lines;
  }

  private Assembly assembly(String endpoint) {
    return new Assembly(
        config(Map.of(ENDPOINT, endpoint), "aws-credentials", "load").awsCredentials(true).build(),
        Flavor.SYSTEM,
        new KernelFiles(Path.of("/")),
        collector -> batch,
        rejected -> new SelfStatistics(Clock.SYSTEM, () -> 0, () -> 0, rejected, () -> 0),
        new RunSurroundings(batch, pool, Clock.SYSTEM, log.log(), 0));
  }

  private static InstanceMetadata metadata(AgentConfig config, Path root) {
    try (KernelFiles files = new KernelFiles(root)) {
      return Aws.instanceMetadata(config, files, Clock.SYSTEM);
    }
  }

  private static LiveCommands commands() {
    return new LiveCommands(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
  }

  private static CheckResult check(String endpoint, String... collect) {
    Map<String, String> environment = Map.of("NETFLIX_EXECUTOR", "ec2", ENDPOINT, endpoint);
    return commands().check(config(environment, collect).build());
  }

  private static CheckResult.Row row(CheckResult result, String collector) {
    Stream<CheckResult.Row> rows = result.rows().stream();
    return rows.filter(row -> row.collector().equals(collector)).findAny().orElseThrow();
  }
}
