package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.atlasagent.collector.Flavor;
import org.atlasagent.config.AgentConfig;
import org.atlasagent.runtime.RecordingTransport.Datagram;
import org.atlasagent.source.KernelFiles;
import org.atlasagent.spectatord.Batch;
import org.atlasagent.spectatord.Outbox;
import org.atlasagent.testing.RecordedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heart on a recorded host, on a clock that jumps whenever somebody waits. */
class AgentTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int SMALL = 1500;

  @TempDir private Path directory = Path.of("");
  private final FakeClock clock = new FakeClock();
  private final LogLines log = new LogLines(clock);
  private final Batch batch = new Batch();
  private final RecordingTransport small = new RecordingTransport(clock, SMALL);
  private final RecordingSupervisor supervisor = new RecordingSupervisor(clock);
  private final long start = clock.nanos();
  private final List<Long> afterStart = new ArrayList<>();

  @Test
  void theFirstRoundIsAtOnceAndTheOthersFollowEverySecond() {
    RecordingTransport transport = new RecordingTransport(clock, 60_000);
    runFor(transport, 10 * SECOND + SECOND / 2);

    List<Datagram> sent = transport.datagrams();
    assertThat(sent.getFirst().nanos()).isEqualTo(start);
    assertThat(sent.getFirst().text()).contains("sys.load.1");
    assertThat(sent.stream().map(datagram -> datagram.nanos() - start))
        .contains(SECOND, 2 * SECOND, 9 * SECOND, 10 * SECOND);
    assertThat(sent.getLast().text()).contains("sys.curCoreFrequency").doesNotContain("sys.load");
    assertThat(outputLines()).isEmpty();
  }

  @Test
  void theStartIsOverWithTheFirstMinuteRoundAndTheCompilerDoneWithTheTenth() {
    runFor(small, 1500 * SECOND);

    assertThat(afterStart).hasSize(2);
    assertThat(afterStart.getFirst()).isBetween(30 * SECOND, 91 * SECOND);
    assertThat(afterStart.getLast()).isEqualTo(afterStart.getFirst() + 540 * SECOND);
  }

  @Test
  void fiveDatagramsLeaveAtOnceThenThereIsAPause() {
    runFor(small, SECOND * 9 / 10);

    assertThat(small.datagrams()).hasSizeGreaterThan(20);
    assertPaced(small);
    assertThat(small.datagrams().get(5).nanos() - start).isEqualTo(20 * MILLI);
  }

  @Test
  void aDisturbedWaitChangesNeitherPauseNorRounds() {
    clock.wakeEarly();
    runFor(small, 3 * SECOND);

    assertPaced(small);
    assertThat(small.datagrams())
        .allMatch(datagram ->
            datagram.nanos() - start < SECOND * 9 / 10
                || (datagram.nanos() - start) % SECOND < SECOND / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600})
  void aWallClockThatIsSteppedByAnHourCostsNoSecond(long seconds) {
    RecordingTransport transport = new RecordingTransport(clock, 60_000);
    clock.at(start + 100 * SECOND, () -> clock.stepWall(seconds * SECOND));
    runFor(transport, 300 * SECOND + SECOND / 2);

    Set<Long> rounds = new TreeSet<>();
    transport.datagrams().forEach(sent -> rounds.add((sent.nanos() - start) / SECOND));
    assertThat(rounds).hasSize(301);
    List<Long> minutes =
        transport.datagrams().stream()
            .filter(sent -> sent.text().contains("sys.load.1,"))
            .map(sent -> (sent.nanos() - start) / SECOND)
            .toList();
    assertThat(minutes).hasSizeBetween(5, 7);
    for (int i = 1; i < minutes.size(); i++) {
      assertThat(minutes.get(i) - minutes.get(i - 1)).isBetween(30L, 91L);
    }
  }

  @Test
  void stoppingSendsTheLastLinesAndCloses() {
    // At the end of the first pause: most of the first round still waits.
    runFor(small, 1);

    assertThat(batch.isEmpty()).isTrue();
    assertThat(small.datagrams()).hasSizeGreaterThan(20);
    assertPaced(small);
    assertThat(small.closed()).isTrue();
    assertThat(clock.nanos() - start).isLessThan(SECOND);
  }

  @Test
  void stoppingDoesNotTakeLongerThanAllowed() {
    // So small that the lines of a round would take seconds.
    RecordingTransport slow = new RecordingTransport(clock, 150);
    runFor(slow, 1);

    assertThat(slow.closed()).isTrue();
    assertThat(clock.nanos() - start).isLessThan(SECOND * 6 / 10);
  }

  @Test
  void anAbsentReceiverIsToldOnceAndItsReturnToo() {
    RecordingTransport transport = new RecordingTransport(clock, 60_000);
    transport.absent(true);
    clock.at(
        start + 60 * SECOND,
        () -> {
          assertThat(outputLines())
              .containsExactly("<4>output here: lines are dropped: connect: ENOENT (/there)");
          transport.absent(false);
        });
    runFor(transport, 70 * SECOND);

    assertThat(transport.datagrams().getFirst().nanos() - start).isLessThanOrEqualTo(61 * SECOND);
    assertThat(outputLines())
        .singleElement()
        .asString()
        .matches("<6>output here: delivers again; [1-9]\\d+ lines were dropped since the start");
  }

  @Test
  void anotherReasonForDroppingIsToldOnceToo() {
    RecordingTransport transport = new RecordingTransport(clock, 60_000);
    transport.absent(true);
    clock.at(start + 30 * SECOND, () -> transport.drops("send: the queue is full (/there)"));
    runFor(transport, 90 * SECOND);

    assertThat(outputLines())
        .containsExactly(
            "<4>output here: lines are dropped: connect: ENOENT (/there)",
            "<4>output here: lines are dropped: send: the queue is full (/there)");
  }

  @Test
  void theSupervisorHearsOfTheFirstRoundOfTroubleAndOfTheEnd() {
    RecordingTransport transport = new RecordingTransport(clock, 60_000);
    transport.absent(true);
    clock.at(start + 30 * SECOND, () -> transport.absent(false));
    runFor(transport, 60 * SECOND);

    assertThat(supervisor.words())
        .containsExactly(
            "0 s: trouble output here: lines are dropped: connect: ENOENT (/there)",
            "0 s: ready",
            "30 s: well",
            "60 s: end");
  }

  @Test
  void theHeartBeatsInTimeAlsoBetweenRounds() {
    supervisor.every(SECOND / 3);
    runFor(new RecordingTransport(clock, 60_000), 10 * SECOND);

    assertThat(supervisor.signs()).hasSizeBetween(29, 31);
  }

  private void runFor(RecordingTransport transport, long time) {
    RecordedHost host = RecordedHost.copy("cores-192", directory);
    BlockingPool pool = new BlockingPool(clock, SECOND, SECOND / 10);
    RunSurroundings surroundings = new RunSurroundings(batch, pool, clock, log.log(), 20 * SECOND);
    try (KernelFiles files = new KernelFiles(host.root())) {
      Assembly assembly =
          new Assembly(
              AgentConfig.builder().root(host.root()).build(),
              Flavor.SYSTEM,
              files,
              collector -> batch,
              rejected -> new SelfStatistics(clock, () -> 0, () -> 0, rejected, () -> 0),
              surroundings);
      Timetable timetable = new Timetable(1, 30, clock.nanos(), clock.wallMillis());
      Agent agent =
          new Agent(
              assembly,
              new Outbox(batch, transport),
              timetable,
              surroundings,
              "here",
              supervisor,
              () -> afterStart.add(clock.nanos() - start));
      clock.at(start + time, agent::stop);
      agent.run();
    }
  }

  private List<String> outputLines() {
    return log.take().stream().filter(line -> line.contains("output")).toList();
  }

  private static void assertPaced(RecordingTransport transport) {
    List<Datagram> sent = transport.datagrams();
    for (int i = 5; i < sent.size(); i++) {
      assertThat(sent.get(i).nanos() - sent.get(i - 5).nanos()).isGreaterThanOrEqualTo(20 * MILLI);
    }
  }
}
