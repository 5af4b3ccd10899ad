package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.atlasagent.collector.BlockingCalls;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Collector;
import org.atlasagent.collector.Due;
import org.atlasagent.collector.Flavor;
import org.atlasagent.collector.Outcome;
import org.atlasagent.collector.Remarks;
import org.atlasagent.meter.Gauge;
import org.atlasagent.meter.Kind;
import org.atlasagent.meter.Meters;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Unit;
import org.atlasagent.source.SourceException;
import org.atlasagent.spectatord.Batch;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One collector that does what a test wants, with all that surrounds it. */
class CollectorRunTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long LOG_PERIOD = 20 * SECOND;
  private static final Metric VALUE =
      Metric.of(Kind.GAUGE, "test.value", Unit.COUNT).tag("id").from("a test").says("A value.");
  private static final Catalogue.Entry ENTRY =
      new Catalogue.Entry(
          "fake",
          Set.of(Flavor.SYSTEM),
          "nothing",
          List.of(VALUE),
          wiring -> {
            throw new AssertionError("made by the test");
          });

  private final FakeClock clock = new FakeClock();
  private final Batch batch = new Batch();
  private final LogLines log = new LogLines(clock);
  private final BlockingPool pool = new BlockingPool(clock, SECOND, SECOND / 5);
  private final Meters meters = new Meters(batch, List.of(), List.of(), 3);
  private final RunStatistics statistics =
      new RunStatistics(ENTRY, new Meters(batch, List.of(), List.of(), 100));
  private final Hanging hanging = new Hanging();
  private Collector behavior = due -> Outcome.COLLECTED;

  @AfterEach
  void release() {
    hanging.close();
  }

  @Test
  void aFailureStaysWithItsCollectorAndDropsTheLinesOfItsRun() {
    CollectorRun run = start();
    long before = batch.mark();
    behavior =
        due -> {
          set("half", 1);
          throw new SourceException("/proc/fake", "not a number: many");
        };

    run.run(Due.ALL);

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.detail()).isEqualTo("/proc/fake: not a number: many");
    assertThat(batch.textSince(before)).doesNotContain("test.value").contains("agent.collection");
    assertThat(log.take()).containsExactly("<4>fake: failed: /proc/fake: not a number: many");
  }

  @Test
  void aFlawOfOursIsLoggedWithItsPlace() {
    CollectorRun run = start();
    behavior =
        due -> {
          throw new IllegalStateException("odd");
        };
    run.run(Due.ALL);

    assertThat(log.take())
        .singleElement()
        .asString()
        .startsWith("<4>fake: failed: java.lang.IllegalStateException: odd at org.atlasagent.");
  }

  @Test
  void aClassThatCannotBeLoadedIsAFailureLikeAnyOther() {
    CollectorRun run = start();
    behavior =
        due -> {
          throw new NoClassDefFoundError("org/optional/Library");
        };
    run.run(Due.ALL);

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(log.take()).hasSize(1);
  }

  @Test
  void aNameOnWhichTheStackEndsIsAFailureLikeAnyOther() {
    CollectorRun run = start();
    behavior =
        due -> {
          throw new StackOverflowError();
        };
    run.run(Due.ALL);

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(log.take()).hasSize(1);
  }

  @Test
  void aDetailForgesNoLine() {
    CollectorRun run = start();
    behavior =
        due -> {
          throw new SourceException("/mnt/a\nfake  COLLECTED", "statvfs: EACCES\u001b[2J");
        };
    run.run(Due.ALL);

    assertThat(run.detail()).isEqualTo("/mnt/a\\u000afake  COLLECTED: statvfs: EACCES\\u001b[2J");
  }

  @Test
  void aStateIsLoggedWhenItChanges() {
    CollectorRun run = start();
    run.run(Due.ALL);
    assertThat(log.take()).isEmpty();

    behavior = due -> Outcome.noData("/proc/fake: not there");
    everyMinute(run, 3);
    assertThat(log.take()).containsExactly("<6>fake: nothing to report: /proc/fake: not there");

    behavior =
        due -> {
          throw new SourceException("/proc/fake", "broken");
        };
    everyMinute(run, 3);
    assertThat(log.take()).containsExactly("<4>fake: failed: /proc/fake: broken");

    behavior = due -> Outcome.COLLECTED;
    everyMinute(run, 3);
    assertThat(log.take()).containsExactly("<6>fake: works");
  }

  @Test
  void aFirstSampleIsNoNews() {
    CollectorRun run = start();
    behavior = due -> Outcome.FIRST_SAMPLE;
    run.run(Due.ALL);

    assertThat(run.state()).isEqualTo(RunState.NO_DATA);
    assertThat(log.take()).isEmpty();
    assertThat(reported()).contains("c:agent.collections,collector=fake,outcome=noData:1");
  }

  @Test
  void seriesOverTheBoundAreLeftOutCountedAndNamedOnce() {
    CollectorRun run = start();
    behavior =
        due -> {
          for (String id : List.of("a", "b", "c", "d", "e")) {
            set(id, 1);
          }
          return Outcome.COLLECTED;
        };
    everyMinute(run, 3);

    assertThat(run.series()).isEqualTo(3);
    assertThat(run.rejected()).isEqualTo(6);
    assertThat(log.take())
        .singleElement()
        .asString()
        .startsWith("<4>fake: more series than --max-series allows; left out from test.value")
        .contains("d");
    assertThat(batch.textSince(0)).contains("id=c:").doesNotContain("id=d:");
  }

  @Test
  void aRunEndsWithItsLastAnswer() {
    CollectorRun run =
        start(calls ->
            due -> {
              calls.ask("/a", () -> 1, value -> set("a", value));
              calls.ask("/b", () -> 2, value -> set("b", value));
              return Outcome.COLLECTED;
            });
    run.run(Due.ALL);
    assertThat(batch.isEmpty()).isTrue();

    tickUntilNothingIsPending();

    assertThat(batch.textSince(0))
        .contains("g:test.value,id=a:1\n", "g:test.value,id=b:2\n", "agent.collection,");
    assertThat(run.state()).isEqualTo(RunState.COLLECTED);
    assertThat(reported()).contains("outcome=collected:1");
  }

  @Test
  void anAnswerThatCannotBeHandledDropsItsLinesOnly() {
    CollectorRun run =
        start(calls ->
            due -> {
              calls.ask("/a", () -> 1, value -> set("a", value));
              calls.ask(
                  "/b",
                  () -> 2,
                  value -> {
                    set("b", value);
                    throw new NoClassDefFoundError("late");
                  });
              return Outcome.COLLECTED;
            });
    run.run(Due.ALL);
    tickUntilNothingIsPending();

    assertThat(batch.textSince(0)).contains("id=a:1\n").doesNotContain("id=b");
    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(log.take()).containsExactly("<4>fake: failed: " + run.detail());
  }

  @Test
  void aQuestionThatThrowsFailsTheRunAndTheOthersAreReported() {
    CollectorRun run =
        start(calls ->
            due -> {
              calls.ask("/a", CollectorRunTest::stale, value -> set("a", value));
              calls.ask("/b", () -> 2, value -> set("b", value));
              calls.ask("/c", CollectorRunTest::stale, value -> set("c", value));
              return Outcome.COLLECTED;
            });
    run.run(Due.ALL);
    tickUntilNothingIsPending();

    assertThat(batch.textSince(0)).contains("id=b:2\n");
    assertThat(run.detail()).isEqualTo("/mnt: statvfs: ESTALE");
    assertThat(log.take()).containsExactly("<4>fake: failed: /mnt: statvfs: ESTALE");
    assertThat(reported()).contains("outcome=failed:1");
  }

  @Test
  void nothingInAnyAnswerIsNoData() {
    CollectorRun run =
        start(calls ->
            due -> {
              calls.ask("/a", () -> 1, value -> {});
              return Outcome.COLLECTED;
            });
    run.run(Due.ALL);
    tickUntilNothingIsPending();

    assertThat(run.state()).isEqualTo(RunState.NO_DATA);
    assertThat(log.take()).hasSize(1);
  }

  @Test
  void whereNothingAnswersTheRunSaysWhatHangs() {
    CollectorRun run = startAsking("dead");
    run.run(Due.ALL);
    hanging.awaitStart("/dead");
    clock.pass(SECOND);
    tickUntilNothingIsPending();
    assertThat(run.state()).isEqualTo(RunState.NO_DATA);
    assertThat(run.detail()).isEqualTo("/dead does not answer");

    // The next run cannot even ask.
    clock.pass(60 * SECOND);
    run.run(Due.ALL);
    assertThat(run.detail()).isEqualTo("/dead does not answer");
  }

  @Test
  void whatHangsCostsItsOwnSeriesIsNamedOnceAndCountsWhenItAnswers() {
    CollectorRun run =
        start(calls ->
            due -> {
              calls.ask("/dead", hanging.question("/dead"), value -> set("dead", 1));
              calls.ask("/good", () -> 2, value -> set("good", value));
              return Outcome.COLLECTED;
            });
    run.run(Due.ALL);
    hanging.awaitStart("/dead");
    clock.pass(SECOND);
    tickUntilNothingIsPending();
    assertThat(batch.textSince(0)).contains("id=good:2\n");
    assertThat(run.state()).isEqualTo(RunState.COLLECTED);
    assertThat(log.take())
        .containsExactly("<4>fake: /dead does not answer; left out until it does");

    // The next runs go on without it.
    for (int i = 0; i < 2; i++) {
      clock.pass(60 * SECOND);
      run.run(Due.ALL);
      tickUntilNothingIsPending();
    }
    assertThat(log.take()).isEmpty();
    assertThat(hanging.started()).containsExactly("/dead");
    assertThat(reported())
        .contains("outcome=collected:3", "outcome=overdue:1", "outcome=skipped:2");

    long mark = batch.mark();
    releaseAll();
    assertThat(batch.textSince(mark)).isEqualTo("g:test.value,id=dead:1\n");
    assertThat(log.take()).containsExactly("<6>fake: /dead answers again");
  }

  @Test
  void aFailureThatComesAfterItsRunIsNoneOfThePresentOne() {
    CollectorRun run =
        start(calls ->
            due -> {
              calls.ask(
                  "/dead",
                  () -> {
                    hanging.question("/dead").call();
                    return stale();
                  },
                  value -> set("dead", value));
              set("own", 1);
              return Outcome.COLLECTED;
            });
    run.run(Due.ALL);
    hanging.awaitStart("/dead");
    clock.pass(SECOND);
    pool.tick();
    assertThat(run.state()).isEqualTo(RunState.COLLECTED);
    log.take();

    releaseAll();

    assertThat(run.state()).isEqualTo(RunState.COLLECTED);
  }

  @Test
  void anAnswerToTheRunBeforeDoesNotHideThatNothingAnswersNow() {
    CollectorRun run = startAsking("slow");
    run.run(Due.ALL);
    hanging.awaitStart("/slow");
    clock.pass(SECOND);
    pool.tick();
    hanging.release("/slow");
    Await.until("the answer is there", pool::pending);

    // The answer is delivered in the next run, whose own question hangs as well.
    run.run(Due.ALL);
    Await.until("asked again", () -> hanging.started().size() == 2);
    clock.pass(SECOND);
    tickUntilNothingIsPending();

    assertThat(batch.textSince(0)).containsOnlyOnce("g:test.value,id=slow:1\n");
    assertThat(run.state()).isEqualTo(RunState.NO_DATA);
    assertThat(run.detail()).isEqualTo("/slow does not answer");
  }

  @Test
  void aRunWhoseQuestionsStillWaitEndsWhenTheNextBegins() {
    CollectorRun run = startAsking("slow");
    run.run(Due.ALL);
    hanging.awaitStart("/slow");
    run.run(Due.ALL);

    releaseAll();

    assertThat(reported()).contains("outcome=skipped:1").contains("outcome=noData:2");
  }

  @Test
  void whatIsRemarkedIsLoggedAlsoInALateAnswerAndByARunThatThenFails() {
    CollectorRun run =
        start((calls, remarks) ->
            due -> {
              calls.ask("/a", () -> 1, value -> remarks.faulty("a", "gone"));
              remarks.absent("b", "not supported");
              throw new SourceException("/c", "broken");
            });
    run.run(Due.ALL);
    tickUntilNothingIsPending();

    assertThat(log.take())
        .containsExactlyInAnyOrder(
            "<6>fake: b: not supported", "<4>fake: a: gone", "<4>fake: failed: /c: broken");
    assertThat(run.remarks().stream().map(RemarkLog.Remark::text))
        .containsExactly("b: not supported", "a: gone");
  }

  @Test
  void runsWhenOneOfItsCadencesHasCome() {
    CollectorRun run = start();

    assertThat(run.isDue(new Due(true, true, false))).isFalse();
    assertThat(run.isDue(new Due(true, false, true))).isTrue();
  }

  private CollectorRun start() {
    return start(calls -> due -> behavior.collect(due));
  }

  private CollectorRun start(Function<BlockingCalls, Collector> make) {
    return start((calls, remarks) -> make.apply(calls));
  }

  private CollectorRun start(BiFunction<BlockingCalls, Remarks, Collector> make) {
    return new CollectorRun(
        ENTRY,
        make,
        meters,
        statistics,
        new RunSurroundings(batch, pool, clock, log.log(), LOG_PERIOD));
  }

  /** A run that asks something that hangs, and reports when it is answered. */
  private CollectorRun startAsking(String id) {
    return start(calls ->
        due -> {
          calls.ask("/" + id, hanging.question("/" + id), value -> set(id, 1));
          return Outcome.COLLECTED;
        });
  }

  private void set(String id, int value) {
    Gauge gauge = meters.gauge(VALUE, id);
    gauge.set(value);
  }

  private static int stale() {
    throw new SourceException("/mnt", "statvfs: ESTALE");
  }

  private void everyMinute(CollectorRun run, int runs) {
    for (int i = 0; i < runs; i++) {
      clock.pass(60 * SECOND);
      run.run(Due.ALL);
    }
  }

  /** What the statistics say of the runs since the last call. */
  private String reported() {
    long mark = batch.mark();
    statistics.report();
    return batch.textSince(mark);
  }

  private void tickUntilNothingIsPending() {
    Await.until(
        "everything is answered",
        () -> {
          pool.tick();
          return !pool.pending();
        });
  }

  private void releaseAll() {
    long mark = batch.mark();
    hanging.close();
    int before = log.size();
    Await.until(
        "what hung has answered",
        () -> {
          pool.tick();
          return batch.mark() != mark || log.size() != before;
        });
    tickUntilNothingIsPending();
  }
}
