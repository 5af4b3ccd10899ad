package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atlasagent.collector.Catalogue;
import org.atlasagent.meter.Meters;
import org.atlasagent.testing.LineRecorder;
import org.junit.jupiter.api.Test;

class RunStatisticsTest {
  private static final long MILLI = 1_000_000;

  private final LineRecorder recorder = new LineRecorder();

  @Test
  void theDurationOfAMinutelyRunGoesOutWithIt() {
    statistics("load").ended(RunState.COLLECTED, 25 * MILLI);

    assertThat(recorder.take()).containsExactly("t:agent.collection,collector=load:0.025");
  }

  @Test
  void ofRunsEverySecondTheLongestOfAMinuteGoesOut() {
    RunStatistics cpu = statistics("cpu");
    for (int millis : new int[] {2, 9, 3}) {
      cpu.ended(RunState.COLLECTED, millis * MILLI);
    }
    assertThat(recorder.take()).isEmpty();

    cpu.report();
    assertThat(recorder.take())
        .containsExactly(
            "c:agent.collections,collector=cpu,outcome=collected:3",
            "t:agent.collection,collector=cpu:0.009");

    cpu.report();
    assertThat(recorder.take())
        .containsExactly("c:agent.collections,collector=cpu,outcome=collected:0");
  }

  @Test
  void eachOutcomeIsReportedFromItsFirstTimeOn() {
    RunStatistics load = statistics("load");
    load.ended(RunState.NO_DATA, 0);
    load.ended(RunState.FAILED, 0);
    load.skipped();
    load.skipped();
    load.overdue();
    recorder.take();

    load.report();
    assertThat(recorder.take())
        .containsExactly(
            "c:agent.collections,collector=load,outcome=failed:1",
            "c:agent.collections,collector=load,outcome=noData:1",
            "c:agent.collections,collector=load,outcome=overdue:1",
            "c:agent.collections,collector=load,outcome=skipped:2");

    load.report();
    assertThat(recorder.take()).hasSize(4).allMatch(line -> line.endsWith(":0"));
  }

  private RunStatistics statistics(String collector) {
    Catalogue.Entry entry =
        Catalogue.entries().stream()
            .filter(row -> row.name().equals(collector))
            .findFirst()
            .orElseThrow();
    return new RunStatistics(entry, new Meters(recorder, List.of(), List.of(), 100));
  }
}
