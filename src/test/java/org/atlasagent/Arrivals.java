package org.atlasagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.atlasagent.linux.UnixDatagramReceiver;
import org.atlasagent.spectatord.ProtocolLine;

/**
 * What an agent sends to a unix socket of the test, and when each round of a second came. Each line
 * is checked; nothing is taken from the socket while nobody waits here.
 */
final class Arrivals implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final UnixDatagramReceiver receiver;
  private final Received received = new Received("atlas-system-agent");
  private final List<Long> seconds = new ArrayList<>();

  private Arrivals(Path socket) {
    receiver = UnixDatagramReceiver.bind(socket);
  }

  /** Listens at a path at which nothing is. */
  static Arrivals at(Path socket) {
    return new Arrivals(socket);
  }

  /** Takes what comes until something is so. */
  void takeUntil(String what, BooleanSupplier isSo) {
    long start = System.nanoTime();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain until " + what);
      }
      receiver.receive(LOOK_AGAIN).ifPresent(this::add);
    }
  }

  /** Takes what comes until so many more rounds of a second have come. */
  void takeSeconds(int count) {
    int enough = seconds.size() + count;
    takeUntil(count + " more rounds of a second have come", () -> seconds.size() >= enough);
  }

  /** Takes what comes in this time. */
  void takeFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    takeUntil("the time has passed", () -> System.nanoTime() - end >= 0);
  }

  /** Takes what has come already. */
  void takeWaiting() {
    for (var next = receiver.receive(Duration.ZERO);
        next.isPresent();
        next = receiver.receive(Duration.ZERO)) {
      add(next.get());
    }
  }

  private void add(byte[] datagram) {
    long now = System.nanoTime();
    if (received.add(datagram).stream().anyMatch(Arrivals::isOfASecond)) {
      seconds.add(now);
    }
  }

  private static boolean isOfASecond(ProtocolLine line) {
    return line.name().equals("sys.cpu.peakUtilization") && "user".equals(line.tags().get("id"));
  }

  /** The rounds of a second until now. */
  int seconds() {
    return seconds.size();
  }

  /** The time between a round of a second, counted from 0, and the last one. */
  Duration timeSince(int second) {
    return Duration.ofNanos(seconds.getLast() - seconds.get(second));
  }

  /**
   * Takes so many more rounds of a second, none of which may be late by more than a busy machine
   * makes it.
   *
   * @param factor how many of the agent's seconds a second has
   */
  void takeSecondsInTime(int count, int factor) {
    Duration nominal = Duration.ofSeconds(count).dividedBy(factor);
    int before = seconds.size() - 1;
    takeSeconds(count);
    assertThat(timeSince(before)).isLessThan(nominal.multipliedBy(2));
    assertThat(longestPauseSince(before)).isLessThan(nominal.dividedBy(3));
  }

  /** The longest time between two rounds of a second since one of them, counted from 0. */
  private Duration longestPauseSince(int second) {
    long longest = 0;
    for (int i = second + 1; i < seconds.size(); i++) {
      longest = Math.max(longest, seconds.get(i) - seconds.get(i - 1));
    }
    return Duration.ofNanos(longest);
  }

  /** All lines until now. */
  List<ProtocolLine> lines() {
    return received.lines();
  }

  /** How many lines of a metric came, of the series that have these tags. */
  long count(String name, Map<String, String> tags) {
    return values(name, tags).size();
  }

  /** The values of a metric, of the series that have these tags. */
  List<Double> values(String name, Map<String, String> tags) {
    return new ReportedLines(received.lines()).values(name, tags);
  }

  /** What the values of a metric add up to, of the series that have these tags. */
  double sum(String name, Map<String, String> tags) {
    return new ReportedLines(received.lines()).sum(name, tags);
  }

  /** Stops listening as a killed daemon does: the path stays. */
  void leavePath() {
    receiver.leavePath();
  }

  /** Stops listening and removes the path. */
  @Override
  public void close() {
    receiver.close();
  }
}
