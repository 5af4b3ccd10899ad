package org.atlasagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.atlasagent.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions on real threads, on a clock that only the test moves. */
class BlockingPoolTest {
  private static final long OVERDUE = TimeUnit.SECONDS.toNanos(1);
  private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(300);

  private final FakeClock clock = new FakeClock();
  private final BlockingPool pool = new BlockingPool(clock, OVERDUE, IDLE);
  private final Hanging hanging = new Hanging();
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void release() {
    hanging.close();
  }

  @Test
  void anAnswerIsDeliveredByTheTickOnItsThread() {
    Thread heart = Thread.currentThread();
    List<Thread> asked = new ArrayList<>();
    List<Thread> answered = new ArrayList<>();
    pool.ask(
        "a",
        () -> asked.add(Thread.currentThread()),
        new Telling<>("a") {
          @Override
          public void answered(Boolean answer, long finishedNanos) {
            answered.add(Thread.currentThread());
          }
        });

    tickUntil("the answer is there", () -> !answered.isEmpty());

    assertThat(answered).containsExactly(heart);
    assertThat(asked).hasSize(1).doesNotContain(heart);
    assertThat(pool.pending()).isFalse();
  }

  @Test
  void whatAQuestionThrowsIsTheAnswer() {
    ask(
        "a",
        () -> {
          throw new IllegalStateException("boom");
        });
    tickUntilTold("a failed java.lang.IllegalStateException: boom");

    ask(
        "b",
        () -> {
          throw new StackOverflowError("deep");
        });
    tickUntilTold("b failed java.lang.StackOverflowError: deep");

    ask("a", () -> "fine");
    tickUntilTold("a answered fine");
    assertThat(pool.threads()).isEqualTo(1);
  }

  @Test
  void aHangingQuestionIsToldOnceAndAnotherThreadAnswersTheOthers() {
    hang("h");
    hanging.awaitStart("h");
    ask("q", () -> "quick");
    clock.pass(OVERDUE - 1);
    pool.tick();
    assertThat(told).isEmpty();
    assertThat(pool.threads()).isEqualTo(1);

    clock.pass(1);
    tickUntilTold("q answered quick");
    clock.pass(10 * OVERDUE);
    pool.tick();

    assertThat(told).containsExactly("h overdue", "q answered quick");
    assertThat(pool.threads()).isEqualTo(2);
    assertThat(pool.pending()).isFalse();
  }

  @Test
  void anAnswerThatComesLateCountsAllTheSame() {
    hang("h");
    makeOverdue("h");

    hanging.release("h");

    tickUntilTold("h answered h");
    assertThat(told).containsExactly("h overdue", "h answered h");
  }

  @Test
  void nothingIsAskedTwiceWhileItHasNoAnswer() {
    hang("h");
    makeOverdue("h");

    assertThat(pool.ask("h", () -> "again", new Telling<>("h"))).isFalse();

    hanging.release("h");
    tickUntilTold("h answered h");
    assertThat(pool.ask("h", () -> "again", new Telling<>("h"))).isTrue();
    tickUntilTold("h answered again");
  }

  @Test
  void ofTwentyThatHangThreeAreAskedAndTheOthersLost() {
    List<String> keys = hangMany();
    for (int threads = 1; threads <= 3; threads++) {
      int begun = threads;
      Await.until("one more is asked", () -> hanging.started().size() == begun);
      clock.pass(OVERDUE);
      pool.tick();
      assertThat(pool.threads()).isLessThanOrEqualTo(3);
    }
    pool.tick();

    assertThat(hanging.started()).hasSize(3);
    assertThat(told).hasSize(20);
    assertThat(told.stream().filter(word -> word.endsWith(" overdue")).count()).isEqualTo(3);
    assertThat(told.stream().filter(word -> word.endsWith(" lost")).count()).isEqualTo(17);
    assertThat(pool.pending()).isFalse();
    // Whoever is asked again meanwhile is lost at once, and told so.
    hang("late");
    pool.tick();
    assertThat(told).contains("late lost");
    keys.forEach(hanging::release);
    tickUntil("three have answered", () -> told.size() == 24);
  }

  @Test
  void whatAnsweredBeforeStillAnswersWhileTwentyHang() {
    answer("good");
    hangMany();
    for (int round = 0; round < 6; round++) {
      told.clear();
      ask("good", () -> "still");
      tickUntilTold("good answered still", OVERDUE / 500);
      assertThat(pool.threads()).isLessThanOrEqualTo(3);
    }

    assertThat(hanging.started()).hasSize(2);
  }

  @Test
  void ofManyOfAKindThatHangAfterTheyAnsweredTwoAreAskedAndOtherKindsAnswer() {
    List<String> keys = IntStream.range(0, 20).mapToObj(i -> "h" + i).toList();
    keys.forEach(key -> pool.ask("kind", key, () -> key, new Telling<>(key)));
    answer("good");
    tickUntil("all have answered", () -> told.size() == 21);

    keys.forEach(key -> pool.ask("kind", key, hanging.question(key), new Telling<>(key)));
    for (int round = 0; round < 6; round++) {
      told.clear();
      ask("good", () -> "still");
      tickUntilTold("good answered still", OVERDUE / 500);
      assertThat(pool.threads()).isLessThanOrEqualTo(3);
    }
    assertThat(hanging.started()).containsExactly("h0", "h1");

    keys.forEach(hanging::release);
    tickUntil(
        "both have answered", () -> told.containsAll(List.of("h0 answered h0", "h1 answered h1")));
    told.clear();
    keys.forEach(key -> pool.ask("kind", key, () -> key, new Telling<>(key)));
    tickUntil("all answer again", () -> told.size() == 20);
    assertThat(told).allMatch(word -> word.contains(" answered "));
  }

  @Test
  void whatIsOfTheKindOfWhatHangsAnswersAllTheSame() {
    pool.ask("kind", "a", () -> "a", new Telling<>("a"));
    tickUntilTold("a answered a");
    pool.ask("kind", "h", hanging.question("h"), new Telling<>("h"));
    makeOverdue("h");
    told.clear();

    pool.ask("kind", "a", () -> "still", new Telling<>("a"));
    tickUntilTold("a answered still");
  }

  @Test
  void whatAnsweredBeforeIsAskedFirst() {
    answer("good");
    hang("h");
    hanging.awaitStart("h");
    List<String> order = new ArrayList<>();
    ask("unknown", () -> note(order, "unknown"));
    ask("good", () -> note(order, "good"));

    hanging.release("h");

    tickUntil("both have answered", () -> told.contains("unknown answered unknown"));
    assertThat(order).containsExactly("good", "unknown");
  }

  @Test
  void whatHungBeforeIsAskedOneAtATime() {
    for (String key : List.of("a", "b")) {
      hang(key);
      makeOverdue(key);
    }
    hanging.release("a");
    hanging.release("b");
    tickUntil("both have answered", () -> told.size() == 4);
    hanging.started().clear();

    hang("a");
    hang("b");
    hanging.awaitStart("a");
    ask("quick", () -> "quick");
    tickUntilTold("quick answered quick");
    assertThat(hanging.started()).containsExactly("a");

    clock.pass(OVERDUE);
    pool.tick();
    hanging.awaitStart("b");
    assertThat(pool.threads()).isLessThanOrEqualTo(3);
  }

  @Test
  void threadsEndWhenTheyHaveNothingToDo() {
    hang("h");
    makeOverdue("h");
    answer("q");
    hanging.release("h");

    Await.until("all threads have ended", () -> pool.threads() == 0);

    answer("again");
  }

  @Test
  void aSingleRoundWaitsForAnswersAndNotForWhatHangs() {
    BlockingPool impatient = new BlockingPool(Clock.SYSTEM, OVERDUE / 20, IDLE);
    impatient.ask("q", () -> "quick", new Telling<>("q"));
    impatient.ask("h", hanging.question("h"), new Telling<>("h"));
    impatient.ask("r", () -> "rapid", new Telling<>("r"));

    impatient.drain(20 * OVERDUE);

    assertThat(told).containsExactlyInAnyOrder("q answered quick", "r answered rapid", "h overdue");
  }

  private void ask(String key, Callable<String> question) {
    assertThat(pool.ask(key, question, new Telling<>(key))).isTrue();
  }

  private void hang(String key) {
    ask(key, hanging.question(key));
  }

  private List<String> hangMany() {
    List<String> keys = IntStream.range(0, 20).mapToObj(i -> "h" + i).toList();
    keys.forEach(this::hang);
    return keys;
  }

  private void answer(String key) {
    ask(key, () -> key);
    tickUntilTold(key + " answered " + key);
  }

  private void makeOverdue(String key) {
    tickUntil(key + " is asked", () -> hanging.started().contains(key));
    clock.pass(OVERDUE);
    pool.tick();
    assertThat(told).contains(key + " overdue");
  }

  private static String note(List<String> order, String word) {
    order.add(word);
    return word;
  }

  private void tickUntilTold(String word) {
    tickUntilTold(word, 0);
  }

  private void tickUntilTold(String word, long step) {
    tickUntil(
        word,
        () -> {
          clock.pass(step);
          return told.contains(word);
        });
  }

  private void tickUntil(String what, BooleanSupplier isSo) {
    Await.until(
        what,
        () -> {
          pool.tick();
          return isSo.getAsBoolean();
        });
  }

  /** Notes how a question ended. */
  private class Telling<T> implements BlockingPool.Reply<T> {
    private final String key;

    Telling(String key) {
      this.key = key;
    }

    @Override
    public void answered(T answer, long finishedNanos) {
      told.add(key + " answered " + answer);
    }

    @Override
    public void failed(Throwable failure, long finishedNanos) {
      told.add(key + " failed " + failure);
    }

    @Override
    public void overdue() {
      told.add(key + " overdue");
    }

    @Override
    public void lost() {
      told.add(key + " lost");
    }
  }
}
