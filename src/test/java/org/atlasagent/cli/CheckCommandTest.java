package org.atlasagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.atlasagent.runtime.CheckResult;
import org.atlasagent.runtime.CheckResult.Output;
import org.atlasagent.runtime.CheckResult.Row;
import org.atlasagent.runtime.CheckResult.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final Row FOUND = new Row("load", State.FOUND, 3, "/proc/loadavg", "", List.of());
  private static final Row NO_DATA =
      new Row(
          "pressure",
          State.NO_DATA,
          0,
          "/proc/pressure",
          "/proc/pressure/cpu: not there",
          List.of());
  private static final Output REACHABLE = new Output("unix:///s", true, "");

  @TempDir private Path directory = Path.of("");

  @Test
  void showsARowForEachCollector() {
    CommandLineRun run = new CommandLineRun(directory);
    run.commands.checked = result(REACHABLE, FOUND, NO_DATA);

    assertThat(run.exitCode("check")).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            flavor: system (not in a container)
            output: unix:///s can be reached
            netlink: asked, the network namespaces are equal

            collector  state    series  needs           detail
            load       found         3  /proc/loadavg
            pressure   no data       0  /proc/pressure  /proc/pressure/cpu: not there
            """);
  }

  @Test
  void remarksStandBelowTheirCollector() {
    CommandLineRun run = new CommandLineRun(directory);
    Row gpus =
        new Row("gpus", State.FOUND, 9, "a library", "", List.of("gpu 1: lost", "gpu 0: no power"));
    run.commands.checked = result(REACHABLE, gpus, FOUND);

    assertThat(run.exitCode("check")).isZero();
    assertThat(run.out())
        .endsWith(
            """
            collector  state  series  needs          detail
            gpus       found       9  a library
                                                     gpu 1: lost
                                                     gpu 0: no power
            load       found       3  /proc/loadavg
            """);
  }

  @Test
  void withoutOneCollectorThatFoundSomethingNothingCanBeReported() {
    CommandLineRun run = new CommandLineRun(directory);
    run.commands.checked = result(REACHABLE, NO_DATA);

    assertThat(run.exitCode("check")).isEqualTo(1);
  }

  @Test
  void withoutAnOutputNothingCanBeReported() {
    CommandLineRun run = new CommandLineRun(directory);
    run.commands.checked = result(new Output("unix:///s", false, "no such file"), FOUND);

    assertThat(run.exitCode("check")).isEqualTo(1);
    assertThat(run.out()).contains("output: unix:///s cannot be reached: no such file");
  }

  private static CheckResult result(Output output, Row... rows) {
    return new CheckResult(
        "system",
        "not in a container",
        List.of("netlink: asked, the network namespaces are equal"),
        List.of(rows),
        output);
  }
}
