package org.atlasagent.runtime;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.atlasagent.collector.BlockingCalls;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.collector.Collector;
import org.atlasagent.collector.Due;
import org.atlasagent.collector.Outcome;
import org.atlasagent.collector.Remarks;
import org.atlasagent.meter.Meters;
import org.atlasagent.spectatord.Batch;

/**
 * Runs one collector so that its failures stay its own: isolates it, times it, counts how its runs
 * end, and logs when that changes. The samples of a run that throws are dropped together.
 */
final class CollectorRun {
  private static final String SECOND_TO_COME =
      "a first sample was taken, the second is still to come";
  private static final String NO_ANSWER_REPORTED = "nothing that was asked had anything to report";

  private final Catalogue.Entry entry;
  private final int[] cadences;
  private final Collector collector;
  private final Meters meters;
  private final Batch batch;
  private final BlockingPool pool;
  private final Clock clock;
  private final RunStatistics statistics;
  private final RunLog runLog;
  private final RemarkLog remarkLog;
  private RunState state = RunState.COLLECTED;
  private String detail = "";
  private boolean firstSample;
  private boolean failedQuestion;
  private String hanging = "";
  private long run;
  private int questions;
  private int openQuestions;

  /** Whether this run has reported itself: an answer to an earlier one does not count. */
  private boolean reported;

  private long began;
  private long ended;

  /**
   * Makes the collector.
   *
   * @param entry its row of the catalogue
   * @param make makes it, given the ways in which it asks what may block and makes remarks
   * @param meters its meters
   * @param statistics where durations and counts go
   * @param surroundings what all runs share
   */
  CollectorRun(
      Catalogue.Entry entry,
      BiFunction<BlockingCalls, Remarks, Collector> make,
      Meters meters,
      RunStatistics statistics,
      RunSurroundings surroundings) {
    this.entry = entry;
    cadences = seconds(entry.cadences());
    this.meters = meters;
    this.statistics = statistics;
    batch = surroundings.batch();
    pool = surroundings.pool();
    clock = surroundings.clock();
    Log log = surroundings.log();
    runLog = new RunLog(entry.name(), log, surroundings.logPeriodNanos());
    remarkLog = new RemarkLog(entry.name(), log, surroundings.logPeriodNanos(), clock);
    collector = make.apply(new Questions(), remarkLog);
  }

  private static int[] seconds(Set<Integer> cadences) {
    int[] seconds = new int[cadences.size()];
    int next = 0;
    for (int cadence : cadences) {
      seconds[next++] = cadence;
    }
    return seconds;
  }

  Catalogue.Entry entry() {
    return entry;
  }

  /** How the last run ended. */
  RunState state() {
    return state;
  }

  /**
   * Why the last run had no data, or failed, without control characters; empty when it collected.
   */
  String detail() {
    return Log.printable(detail);
  }

  /** What the collector remarks at present. */
  List<RemarkLog.Remark> remarks() {
    return remarkLog.standing();
  }

  /** Distinct series that the last run reported. */
  int series() {
    return meters.seriesOfRun();
  }

  /** Samples that were left out since the start because a run had too many series. */
  long rejected() {
    return meters.rejected();
  }

  /** Whether one of the collector's cadences has come. */
  boolean isDue(Due due) {
    for (int seconds : cadences) {
      if (due.includes(seconds)) {
        return true;
      }
    }
    return false;
  }

  /** Runs the collector. What it asked may be answered later, in {@link BlockingPool#tick}. */
  void run(Due due) {
    if (openQuestions > 0) {
      // Its last questions are still waiting for a thread: that run ends as it is.
      end();
    }
    began = clock.nanos();
    run++;
    firstSample = false;
    failedQuestion = false;
    hanging = "";
    questions = 0;
    openQuestions = 0;
    meters.beginRun();
    long mark = batch.mark();
    try {
      Outcome outcome = collector.collect(due);
      switch (outcome) {
        case Outcome.Collected() -> set(RunState.COLLECTED, "");
        case Outcome.FirstSample() -> set(RunState.NO_DATA, SECOND_TO_COME);
        case Outcome.NoData(String why) -> set(RunState.NO_DATA, why);
      }
      firstSample = outcome instanceof Outcome.FirstSample;
    } catch (RuntimeException | LinkageError | StackOverflowError failure) {
      batch.resetTo(mark);
      set(RunState.FAILED, RunLog.describe(failure));
    }
    reported = meters.seriesOfRun() > 0;
    ended = clock.nanos();
    if (openQuestions == 0) {
      end();
    }
  }

  private void end() {
    if (questions > 0 && state == RunState.COLLECTED && !reported) {
      set(RunState.NO_DATA, hanging.isEmpty() ? NO_ANSWER_REPORTED : hanging + " does not answer");
    }
    statistics.ended(state, ended - began);
    runLog.details(state, meters.seriesOfRun(), ended - began);
    // A first sample says nothing yet about whether the collector works.
    if (!firstSample || state == RunState.FAILED) {
      runLog.ended(state, detail, ended);
    }
    runLog.overBound(meters.firstRejected());
  }

  /** Hands questions of the collector to the pool. */
  private final class Questions implements BlockingCalls {
    @Override
    public <T> void ask(String key, Callable<T> question, Consumer<T> answer) {
      ask(key, key, question, answer);
    }

    @Override
    public <T> void ask(String kind, String key, Callable<T> question, Consumer<T> answer) {
      questions++;
      String prefix = entry.name() + ':';
      if (pool.ask(prefix + kind, prefix + key, question, new Question<>(key, answer))) {
        openQuestions++;
      } else {
        hanging = key;
        statistics.skipped();
      }
    }
  }

  /** Handles the end of one question; all on the collectors' thread. */
  private final class Question<T> implements BlockingPool.Reply<T> {
    private final String key;
    private final Consumer<T> answer;
    private final long runOfQuestion = run;
    private boolean overdue;

    Question(String key, Consumer<T> answer) {
      this.key = key;
      this.answer = answer;
    }

    @Override
    public void answered(T found, long finishedNanos) {
      long mark = batch.mark();
      try {
        answer.accept(found);
        reported |= ofThisRun() && meters.seriesOfRun() > 0;
      } catch (RuntimeException | LinkageError | StackOverflowError failure) {
        batch.resetTo(mark);
        fail(failure);
      }
      closed(finishedNanos);
    }

    @Override
    public void failed(Throwable failure, long finishedNanos) {
      fail(failure);
      closed(finishedNanos);
    }

    @Override
    public void overdue() {
      overdue = true;
      statistics.overdue();
      runLog.hangs(key);
      if (runOfQuestion == run) {
        hanging = key;
      }
      closeOne();
    }

    @Override
    public void lost() {
      statistics.skipped();
      closeOne();
    }

    private void fail(Throwable failure) {
      // The first failure of a run is the one that is told: the next ones change nothing, nor does
      // one that comes after the end of its run.
      if (ofThisRun() && !failedQuestion) {
        failedQuestion = true;
        set(RunState.FAILED, RunLog.describe(failure));
      }
    }

    private void closed(long finishedNanos) {
      runLog.answers(key);
      if (!overdue) {
        ended = Math.max(ended, finishedNanos);
        closeOne();
      }
    }

    private void closeOne() {
      if (runOfQuestion == run && --openQuestions == 0) {
        end();
      }
    }

    /** What an earlier run asked, or what did not come in time, is no part of the present run. */
    private boolean ofThisRun() {
      return runOfQuestion == run && !overdue;
    }
  }

  private void set(RunState state, String detail) {
    this.state = state;
    this.detail = detail;
  }
}
