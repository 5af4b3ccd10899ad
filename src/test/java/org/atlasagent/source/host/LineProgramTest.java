package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LineProgramTest {
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONG = TimeUnit.MINUTES.toNanos(5);

  @TempDir private Path directory;

  @Test
  void everyLineOfABurstIsKeptInItsOrder() throws IOException {
    try (LineProgram program = start("seq 1 500; sleep 1000", LONG)) {
      assertThat(take(program, 500))
          .isEqualTo(IntStream.rangeClosed(1, 500).mapToObj(String::valueOf).toList());
    }
  }

  @Test
  void whatNobodyTakesIsBoundedAndTheLatestIsKept() throws IOException {
    Path end = directory.resolve("end");
    // The second child is started when all lines of the first have been read.
    String again = "if [ -e " + end + " ]; then echo >> " + end + "; sleep 1000; fi; ";
    try (LineProgram program = start(again + "seq 1 5000; touch " + end, SHORT)) {
      Await.until("it runs again", () -> !Script.lines(end).isEmpty());

      assertThat(program.take().lines()).hasSize(1000).endsWith("4999", "5000");
    }
  }

  @Test
  void nothingOfTheAgentsEnvironmentIsPassedOn() {
    assertThat(System.getenv()).hasSizeGreaterThan(4);
    try (LineProgram program =
        LineProgram.start(List.of("/usr/bin/env"), LONG, LONG, System::nanoTime)) {
      assertThat(take(program, 2))
          .map(line -> line.split("=", 2)[0])
          .containsExactlyInAnyOrder("PATH", "LANG");
    }
  }

  @Test
  void aLineWithoutEndIsCut() throws IOException {
    try (LineProgram program = start("head -c 100000 /dev/zero | tr '\\0' x; echo; echo y", LONG)) {
      List<String> lines = take(program, 2);

      assertThat(lines.getFirst()).hasSize(4096);
      assertThat(lines.getLast()).isEqualTo("y");
    }
  }

  @Test
  void aProgramThatEndsIsStartedAgainAndSaysWhyItEnded() throws IOException {
    try (LineProgram program = start("echo line; echo broken >&2; exit 4", SHORT)) {
      assertThat(take(program, 3)).startsWith("line", "line", "line");
      Await.until(
          "the reason is told",
          () -> program.take().problem().filter(it -> it.endsWith("code 4: broken")).isPresent());
    }
  }

  @Test
  void thePauseGrowsWhileItDoesNotRunSteadily() throws IOException {
    AtomicLong starts = new AtomicLong();
    Script.write(directory.resolve("program"), "echo start");
    // Each run seems to take no time at all: the pauses are 1, 2, 4 … ms and then a minute.
    try (LineProgram program =
        LineProgram.start(List.of(directory.resolve("program").toString()), SHORT, LONG, () -> 0)) {
      long began = System.nanoTime();
      Await.until("it was started 8 times", () -> starts.addAndGet(count(program)) >= 8);

      assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(127));
    }
  }

  @Test
  void aProgramThatIsNotThereIsAProblem() {
    Path missing = directory.resolve("missing");
    try (LineProgram program =
        LineProgram.start(List.of(missing.toString()), LONG, LONG, System::nanoTime)) {
      Await.until("the problem is told", () -> program.take().problem().isPresent());

      assertThat(program.take().problem().orElseThrow())
          .startsWith(missing + ": cannot be started");
    }
  }

  @Test
  void closingEndsItWithItsChildrenAndForGood() throws IOException {
    Path child = directory.resolve("child");
    Path starts = directory.resolve("starts");
    LineProgram program =
        start("echo x >> " + starts + "; sleep 1000 & echo $! > " + child + "; wait", SHORT);
    Script.lineOf(child);

    program.close();

    Script.awaitEnd(child);
    Await.until("it is down", () -> program.take().problem().isPresent());
    assertThat(Script.lines(starts)).hasSize(1);
  }

  private static int count(LineProgram program) {
    return program.take().lines().size();
  }

  private static List<String> take(LineProgram program, int lines) {
    List<String> all = new ArrayList<>();
    Await.until(
        lines + " lines came",
        () -> {
          all.addAll(program.take().lines());
          return all.size() >= lines;
        });
    return all;
  }

  private LineProgram start(String body, long pause) throws IOException {
    Path file = Script.write(directory.resolve("program"), body);
    return LineProgram.start(List.of(file.toString()), pause, LONG, System::nanoTime);
  }
}
