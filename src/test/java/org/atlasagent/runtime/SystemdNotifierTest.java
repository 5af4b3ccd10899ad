package org.atlasagent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.atlasagent.config.Supervision;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.spectatord.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdNotifierTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final OptionalLong NO_WATCHDOG = OptionalLong.empty();

  @TempDir private Path directory = Path.of("");
  private final FakeClock clock = new FakeClock();
  private final LogLines log = new LogLines(clock);

  @Test
  void tellsThatItIsReadyWhatItDoesAndThatItEnds() {
    try (UnixDatagramReceiver systemd = UnixDatagramReceiver.bind(path())) {
      SystemdNotifier notifier = notifier(path().toString(), NO_WATCHDOG);
      assertThat(systemd.receive(Duration.ZERO)).isEmpty();

      notifier.ready();
      assertThat(heard(systemd)).isEqualTo("STATUS=all is well\nREADY=1");

      notifier.trouble(Optional.of("bad\nMAINPID=1\u0000"));
      notifier.alive();
      assertThat(heard(systemd)).isEqualTo("STATUS=bad\\u000aMAINPID=1\\u0000");
      notifier.trouble(Optional.empty());
      notifier.alive();
      assertThat(heard(systemd)).isEqualTo("STATUS=all is well");

      notifier.close();
      assertThat(heard(systemd)).isEqualTo("STOPPING=1");
      assertThat(log.take()).isEmpty();
    }
  }

  @Test
  void aNameInTheAbstractNamespaceIsFound() {
    Path name = Path.of("@atlas-system-agent-test-" + ProcessHandle.current().pid());
    try (UnixDatagramReceiver systemd = UnixDatagramReceiver.bind(name)) {
      notifier(name.toString(), NO_WATCHDOG).ready();

      assertThat(heard(systemd)).endsWith("READY=1");
    }
  }

  @Test
  void aSignOfLifeIsDueAfterHalfOfTheTime() {
    try (UnixDatagramReceiver systemd = UnixDatagramReceiver.bind(path())) {
      SystemdNotifier notifier = notifier(path().toString(), OptionalLong.of(3_000_000));
      notifier.ready();
      heard(systemd);
      long start = clock.nanos();
      assertThat(notifier.beforeSign(start + SECOND)).isEqualTo(start + SECOND);
      assertThat(notifier.beforeSign(start + 2 * SECOND)).isEqualTo(start + SECOND * 3 / 2);

      clock.pass(SECOND * 3 / 2 - 1);
      notifier.alive();
      assertThat(systemd.receive(Duration.ZERO)).isEmpty();
      clock.pass(1);
      notifier.alive();
      notifier.alive();
      assertThat(heard(systemd)).isEqualTo("WATCHDOG=1");
      assertThat(systemd.receive(Duration.ZERO)).isEmpty();
      assertThat(notifier.beforeSign(start + 9 * SECOND)).isEqualTo(start + 3 * SECOND);
    }
  }

  @Test
  void withoutAWatchdogThereIsNoSignOfLife() {
    try (UnixDatagramReceiver systemd = UnixDatagramReceiver.bind(path())) {
      SystemdNotifier notifier = notifier(path().toString(), NO_WATCHDOG);
      notifier.ready();
      heard(systemd);
      clock.pass(100 * SECOND);
      notifier.alive();

      assertThat(systemd.receive(Duration.ZERO)).isEmpty();
      assertThat(notifier.beforeSign(7)).isEqualTo(7);
    }
  }

  @Test
  void whatCannotBeToldIsToldLaterAndLoggedOnce() {
    SystemdNotifier notifier = notifier(path().toString(), NO_WATCHDOG);
    notifier.ready();
    notifier.alive();
    assertThat(log.take())
        .containsExactly(
            "<4>systemd cannot be told how the agent is: connect: ENOENT (%s)".formatted(path()));

    try (UnixDatagramReceiver systemd = UnixDatagramReceiver.bind(path())) {
      clock.pass(20 * SECOND);
      notifier.trouble(Optional.of("worse"));
      notifier.alive();
      assertThat(heard(systemd)).isEqualTo("STATUS=worse\nREADY=1");
      assertThat(log.take()).containsExactly("<6>systemd is told again how the agent is");
    }
  }

  @Test
  void aManagerThatIsAtTheSamePathAgainHearsTheNextWord() {
    SystemdNotifier notifier = notifier(path().toString(), NO_WATCHDOG);
    try (UnixDatagramReceiver systemd = UnixDatagramReceiver.bind(path())) {
      notifier.ready();
      heard(systemd);
    }
    try (UnixDatagramReceiver systemd = UnixDatagramReceiver.bind(path())) {
      notifier.trouble(Optional.of("worse"));
      notifier.alive();
      notifier.alive();

      assertThat(heard(systemd)).isEqualTo("STATUS=worse");
    }
  }

  @Test
  void aFullQueueIsNotWaitedFor() {
    try (UnixDatagramReceiver systemd = UnixDatagramReceiver.bind(path())) {
      SystemdNotifier notifier = notifier(path().toString(), NO_WATCHDOG);
      int sent = 0;
      while (log.take().isEmpty()) {
        notifier.trouble(Optional.of("word " + sent++));
        notifier.alive();
      }
      for (int i = 0; i < sent - 1; i++) {
        heard(systemd);
      }
      notifier.alive();

      assertThat(heard(systemd)).isEqualTo("STATUS=word " + (sent - 1));
    }
  }

  @Test
  void aLongStatusIsCutSoThatItFits() {
    try (UnixDatagramReceiver systemd = UnixDatagramReceiver.bind(path())) {
      SystemdNotifier notifier = notifier(path().toString(), NO_WATCHDOG);
      notifier.trouble(Optional.of("\u20ac".repeat(5000)));
      notifier.ready();

      assertThat(heard(systemd)).startsWith("STATUS=\u20ac").endsWith("\u20ac\nREADY=1");
    }
  }

  @Test
  void aSocketThatCannotBeIsRefused() {
    assertThatThrownBy(() -> notifier("@" + "x".repeat(108), NO_WATCHDOG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 107 bytes");
  }

  private SystemdNotifier notifier(String socket, OptionalLong watchdogMicros) {
    BlockingPool pool = new BlockingPool(clock, SECOND, SECOND);
    return new SystemdNotifier(
        new Supervision(socket, watchdogMicros),
        "all is well",
        new RunSurroundings(new Batch(), pool, clock, log.log(), 20 * SECOND));
  }

  private Path path() {
    return directory.resolve("notify");
  }

  private static String heard(UnixDatagramReceiver systemd) {
    return new String(systemd.receive(PATIENCE).orElseThrow(), UTF_8).strip();
  }
}
