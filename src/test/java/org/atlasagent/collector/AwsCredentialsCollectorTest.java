package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.source.SourceException;
import org.atlasagent.source.host.InstanceMetadata;
import org.atlasagent.source.host.MetadataReply;
import org.atlasagent.source.host.MetadataReply.Call;
import org.atlasagent.source.host.MetadataReply.End;
import org.atlasagent.source.host.MetadataReply.Result;
import org.atlasagent.testing.FixedAgent;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsCredentialsCollectorTest {
  private static final Catalogue.Entry ENTRY = RecordedHost.collector("aws-credentials");
  private static final long NOW = 1_800_000_000_000L;

  @TempDir private Path root = Path.of("");
  private MetadataReply reply = new MetadataReply(List.of(), new Result.NoRole());

  private RunningCollector start() {
    InstanceMetadata metadata =
        new InstanceMetadata() {
          @Override
          public boolean wanted() {
            return true;
          }

          @Override
          public MetadataReply credentials() {
            return reply;
          }
        };
    return start(metadata);
  }

  private RunningCollector start(InstanceMetadata metadata) {
    return RunningCollector.with(
        ENTRY,
        new KernelFiles(root),
        HostCalls.of(new FixedAgent(0, 0, 0, 0)).instanceMetadata(metadata).build());
  }

  @ParameterizedTest
  @CsvSource({
    "-1000, -1, expired",
    "-1, -0.001, expired",
    "0, 0, 05min",
    "300000, 300, 05min",
    "300001, 300.001, 30min",
    "1800000, 1800, 30min",
    "1800001, 1800.001, 60min",
    "3600000, 3600, 60min",
    "3600001, 3600.001, hours",
    "43200000, 43200, hours"
  })
  void theTimeThatIsLeftHasItsBucket(long leftMillis, String ttl, String bucket) {
    reply =
        new MetadataReply(List.of(), new Result.Credentials(NOW, NOW - 600_500, NOW + leftMillis));

    assertThat(start().run(Due.ALL).lines())
        .containsExactly(
            "c:aws.credentialsTtlBucket,bucket=" + bucket + ":1",
            "g:aws.credentialsAge:600.5",
            "g:aws.credentialsTtl:" + ttl);
  }

  @Test
  void eachCallIsTimedByHowItEnded() {
    List<String> ends = List.of("http_error", "connection_error", "timeout", "unknown");
    List<Call> calls =
        List.of(
            new Call("PUT", "/latest/api/token", End.ANSWERED, OptionalInt.of(200), 2_500_000),
            new Call("GET", "/a", End.REFUSED, OptionalInt.of(403), 1_000_000_000),
            new Call("GET", "/a", End.NOT_CONNECTED, OptionalInt.empty(), 1),
            new Call("GET", "/a", End.TIMED_OUT, OptionalInt.empty(), 1),
            new Call("GET", "/a", End.BROKEN, OptionalInt.empty(), 1));
    reply = new MetadataReply(calls, new Result.NoRole());

    List<String> lines = start().run(Due.ALL).lines();

    assertThat(lines)
        .hasSize(5)
        .allSatisfy(line -> DeclaredLine.check(line, ENTRY.metrics()))
        .contains(
            "T:ipc.client.call,http.method=PUT,http.status=200,ipc.attempt=initial,"
                + "ipc.attempt.final=true,ipc.endpoint=_latest_api_token,ipc.result=success,"
                + "ipc.status=success,owner=spectator-cpp:0.0025",
            "T:ipc.client.call,http.method=GET,http.status=403,ipc.attempt=initial,"
                + "ipc.attempt.final=true,ipc.endpoint=_a,ipc.result=failure,"
                + "ipc.status=http_error,owner=spectator-cpp:1");
    assertThat(ends)
        .allSatisfy(end ->
            assertThat(lines)
                .anyMatch(line -> line.contains("ipc.result=failure,ipc.status=" + end)));
    assertThat(lines).filteredOn(line -> line.contains("http.status=-1,")).hasSize(3);
  }

  @Test
  void anUnusableAnswerIsCountedAndTold() {
    reply = new MetadataReply(List.of(), new Result.Unusable("http://h/x", "HTTP status 500"));
    RunningCollector collector = start();

    assertThatThrownBy(() -> collector.run(Due.ALL))
        .isInstanceOf(SourceException.class)
        .hasMessage("http://h/x: HTTP status 500");
    assertThat(collector.linesOfFailedRun()).containsExactly("c:aws.credentialsRefreshErrors:1");
  }

  @Test
  void aServiceThatIsNotReachedIsToldUntilItIs() {
    reply = new MetadataReply(List.of(), new Result.Unknown("http://h/t", "no connection"));
    RunningCollector collector = start();

    assertThatThrownBy(() -> collector.run(Due.ALL))
        .isInstanceOf(SourceException.class)
        .hasMessage("http://h/t: no connection");
    assertThat(collector.linesOfFailedRun()).isEmpty();

    reply = new MetadataReply(List.of(), new Result.Credentials(NOW, NOW, NOW));
    assertThat(collector.run(Due.ALL).outcome()).isEqualTo(Outcome.COLLECTED);
  }

  @Test
  void anInstanceWithoutARoleHasNoData() {
    Call call = new Call("GET", "/a", End.REFUSED, OptionalInt.of(404), 1);
    reply = new MetadataReply(List.of(call), new Result.NoRole());
    RunningCollector.Run run = start().run(Due.ALL);

    assertThat(run.lines()).hasSize(1);
    assertThat(run.outcome()).isEqualTo(Outcome.noData("the instance has no role"));
  }

  @Test
  void whereItIsOffNobodyIsAsked() {
    RunningCollector.Run run = start(InstanceMetadata.NONE).run(Due.ALL);

    assertThat(run.outcome())
        .isEqualTo(
            Outcome.noData("off: it takes --aws-credentials, or NETFLIX_EXECUTOR=ec2 or titus"));
  }
}
