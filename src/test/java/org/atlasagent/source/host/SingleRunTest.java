package org.atlasagent.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.atlasagent.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SingleRunTest {
  private static final long PATIENT = 30_000;

  @TempDir private Path directory;

  @Test
  void givesWhatIsPrintedAndLeavesArgumentsAsTheyAre() throws IOException {
    try (SingleRun run = run("printf '%s|' \"$@\"", PATIENT, "a b", "$HOME", "*", "; echo")) {
      assertThat(run.run()).isEqualTo("a b|$HOME|*|; echo|");
    }
  }

  @Test
  void hasOnlyAPathAndALanguageAndNothingToRead() throws IOException {
    try (SingleRun run = run("cat; env", PATIENT)) {
      // The shell adds where it is; everything else would come from the agent.
      assertThat(run.run().lines())
          .allMatch(line -> line.matches("(PATH|LANG|PWD|OLDPWD|SHLVL|_)=.*"))
          .contains("LANG=C", "PWD=/");
    }
  }

  @Test
  void canBeRunAgain() throws IOException {
    try (SingleRun run = run("echo once", PATIENT)) {
      assertThat(run.run()).isEqualTo("once\n");
      assertThat(run.run()).isEqualTo("once\n");
    }
  }

  @Test
  void aFailureGivesTheCodeAndTheComplaint() throws IOException {
    try (SingleRun run = run("echo no server >&2; exit 3", PATIENT)) {
      assertThatThrownBy(run::run)
          .isInstanceOf(SourceException.class)
          .hasMessage(program() + ": exit code 3: no server");
    }
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    try (SingleRun run = new SingleRun(List.of(program().toString()), PATIENT, 10)) {
      assertThatThrownBy(run::run)
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith(program() + ": cannot be started");
    }
  }

  @Test
  void outputOverTheBoundIsAFailureAndIsNotKept() throws IOException {
    try (SingleRun run = run("head -c 3000000 /dev/zero", PATIENT)) {
      assertThatThrownBy(run::run)
          .isInstanceOf(SourceException.class)
          .hasMessageEndingWith("printed more than 1000 bytes");
    }
  }

  @Test
  void aFloodOfComplaintsBlocksNothing() throws IOException {
    try (SingleRun run = run("head -c 3000000 /dev/zero >&2; echo done", PATIENT)) {
      assertThat(run.run()).isEqualTo("done\n");
    }
  }

  @Test
  void whatTakesTooLongIsKilledWithItsChildren() throws IOException {
    Path child = directory.resolve("child");
    String body = "trap '' TERM; sleep 1000 & echo $! > " + child + "; wait; wait";
    try (SingleRun run = run(body, 700)) {
      assertThatThrownBy(run::run)
          .isInstanceOf(SourceException.class)
          .hasMessageEndingWith("did not end within 700 ms and was killed");
      Script.awaitEnd(child);
    }
  }

  @Test
  void closingEndsTheRunOfAnotherThreadAndLetsNoneBegin() throws IOException {
    Path child = directory.resolve("child");
    SingleRun run = run("sleep 1000 & echo $! > " + child + "; wait", PATIENT);
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(run::run);
    Script.lineOf(child);

    run.close();

    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SourceException.class);
    Script.awaitEnd(child);
    assertThatThrownBy(run::run).hasMessageContaining("the agent ends");
  }

  @Test
  void whatWasEndedIsNoAnswerEvenWhenItSaysThatAllWentWell() throws IOException {
    Path child = directory.resolve("child");
    String body = "trap : TERM; sleep 1000 & echo $! > " + child + "; wait; wait; exit 0";
    SingleRun run = run(body, PATIENT);
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(run::run);
    Script.lineOf(child);

    run.close();

    assertThatThrownBy(answer::join).hasMessageEndingWith("was ended: the agent ends");
  }

  private Path program() {
    return directory.resolve("program");
  }

  private SingleRun run(String body, long deadline, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Script.write(program(), body).toString());
    command.addAll(List.of(arguments));
    return new SingleRun(command, deadline, 1000);
  }
}
