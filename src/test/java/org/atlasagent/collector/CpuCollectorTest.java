package org.atlasagent.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.atlasagent.testing.RecordedHost;
import org.atlasagent.testing.RunningCollector;
import org.atlasagent.testing.RunningCollector.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CpuCollectorTest {
  private static final Due SECOND = new Due(true, false, false);
  private static final Due FIVE_SECONDS = new Due(false, true, false);
  private static final Due MINUTE = new Due(false, false, true);

  @TempDir private Path directory;

  private RecordedHost host;
  private RunningCollector cpu;

  @BeforeEach
  void startOnAnEmptyHost() {
    host = RecordedHost.copy("empty", directory);
    cpu = host.start(RecordedHost.collector("cpu"));
  }

  @AfterEach
  void close() {
    cpu.close();
  }

  @Test
  void aFirstSampleYieldsNoValue() {
    Run run = run(SECOND, "cpu 100 0 0 100 0 0 0 0");

    assertThat(run.lines()).isEmpty();
    assertThat(run.outcome()).isEqualTo(Outcome.FIRST_SAMPLE);
  }

  @Test
  void eachCadenceComparesWithItsOwnLastSample() {
    run(Due.ALL, "cpu 0 0 0 0 0 0 0 0");
    run(SECOND, "cpu 50 0 0 50 0 0 0 0");

    assertThat(run(SECOND, "cpu 60 0 0 140 0 0 0 0").lines())
        .contains("m:sys.cpu.peakUtilization,id=user:10")
        .allMatch(line -> line.startsWith("m:sys.cpu.peakUtilization"));
    assertThat(run(MINUTE, "cpu 60 0 0 140 0 0 0 0").lines())
        .contains("g:sys.cpu.utilization,id=user:30")
        .allMatch(line -> line.startsWith("g:sys.cpu.utilization"));
  }

  @Test
  void iowaitThatGoesBackCountsAsNone() {
    run(SECOND, "cpu 0 0 0 0 500 0 0 0");

    assertThat(run(SECOND, "cpu 25 0 0 75 400 0 0 0").lines())
        .contains("m:sys.cpu.peakUtilization,id=user:25", "m:sys.cpu.peakUtilization,id=wait:0");
  }

  @Test
  void guestTimeIsNotAddedToUserTimeAgain() {
    run(SECOND, "cpu 0 0 0 0 0 0 0 0 0 0");

    assertThat(run(SECOND, "cpu 50 0 0 50 0 0 0 0 50 0").lines())
        .contains("m:sys.cpu.peakUtilization,id=user:50");
  }

  @Test
  void interruptIsHardAndSoftTogether() {
    run(SECOND, "cpu 0 0 0 0 0 0 0 0");

    assertThat(run(SECOND, "cpu 0 0 0 70 0 10 20 0").lines())
        .contains("m:sys.cpu.peakUtilization,id=interrupt:30");
  }

  @Test
  void noTimePassedYieldsNoValue() {
    run(SECOND, "cpu 1 2 3 4 5 6 7 8");

    assertThat(run(SECOND, "cpu 1 2 3 4 5 6 7 8").lines()).isEmpty();
  }

  @Test
  void aCoreThatAppearsHasNoValueUntilItsSecondSample() {
    run(FIVE_SECONDS, "cpu0 0 0 0 0 0 0 0 0");

    assertThat(run(FIVE_SECONDS, "cpu0 50 0 0 50 0 0 0 0\ncpu3 900 0 0 0 0 0 0 0").lines())
        .containsExactly(
            "c:sys.cpu.coreUtilization,statistic=count:1",
            "c:sys.cpu.coreUtilization,statistic=totalAmount:50",
            "c:sys.cpu.coreUtilization,statistic=totalOfSquares:2500");
    assertThat(run(FIVE_SECONDS, "cpu0 100 0 0 100 0 0 0 0\ncpu3 910 0 0 90 0 0 0 0").lines())
        .containsExactly(
            "c:sys.cpu.coreUtilization,statistic=count:2",
            "c:sys.cpu.coreUtilization,statistic=totalAmount:60",
            "c:sys.cpu.coreUtilization,statistic=totalOfSquares:2600");
  }

  @Test
  void aCoreThatComesBackStartsANewBaseline() {
    run(FIVE_SECONDS, "cpu0 0 0 0 0 0 0 0 0\ncpu1 0 0 0 0 0 0 0 0");
    run(FIVE_SECONDS, "cpu0 1 0 0 1 0 0 0 0");

    assertThat(run(FIVE_SECONDS, "cpu0 2 0 0 2 0 0 0 0\ncpu1 99 0 0 1 0 0 0 0").lines())
        .contains("c:sys.cpu.coreUtilization,statistic=count:1");
  }

  @Test
  void maxIsTheMeanOfTheBusiestCoreSinceTheLastMinute() {
    run(FIVE_SECONDS, "cpu0 0 0 0 0 0 0 0 0\ncpu1 0 0 0 0 0 0 0 0");
    run(FIVE_SECONDS, "cpu0 90 0 0 10 0 0 0 0\ncpu1 60 0 0 40 0 0 0 0");
    run(FIVE_SECONDS, "cpu0 100 0 0 100 0 0 0 0\ncpu1 120 0 0 80 0 0 0 0");
    String last = "cpu0 100 0 0 100 0 0 0 0\ncpu1 120 0 0 80 0 0 0 0";

    assertThat(run(MINUTE, last).lines())
        .containsExactly("g:sys.cpu.numProcessors:2", "m:sys.cpu.coreUtilization,statistic=max:60");
    assertThat(run(MINUTE, last).lines()).containsExactly("g:sys.cpu.numProcessors:2");
  }

  private Run run(Due due, String stat) {
    List<String> lines = stat.lines().toList();
    host.write(
        Path.of("proc/stat"),
        (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII));
    return cpu.run(due);
  }
}
