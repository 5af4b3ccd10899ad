package org.atlasagent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.atlasagent.config.Supervision;
import org.atlasagent.linux.Errno;
import org.atlasagent.linux.LinuxException;
import org.atlasagent.linux.UnixDatagramSocket;

/**
 * Tells systemd how the agent is, in the words of sd_notify(3). Never waits: what cannot be told
 * now is told when the heart beats next.
 */
final class SystemdNotifier implements Supervisor {
  /** What systemd reads of a datagram. */
  private static final int LARGEST = 4096;

  /** In the largest datagram even when each of its characters takes four bytes. */
  private static final int LONGEST_STATUS = 900;

  private final String address;
  private final String summary;
  private final Clock clock;
  private final UnixDatagramSocket socket;
  private final OptionalLong periodNanos;
  private final StateLog<Boolean> log;
  private final Map<String, String> untold = new LinkedHashMap<>();
  private String problem = "";
  private long nextSign;

  /**
   * Has not told anything yet.
   *
   * @param supervision what systemd wants to hear
   * @param summary what there is to say of an agent that is well
   * @param surroundings the clock and the log
   * @throws IllegalArgumentException when there can be no such socket
   */
  SystemdNotifier(Supervision supervision, String summary, RunSurroundings surroundings) {
    address = supervision.socket();
    this.summary = summary;
    clock = surroundings.clock();
    socket = new UnixDatagramSocket(address, LARGEST);
    // Half of the time, as sd_watchdog_enabled(3) wants it: one late sign is not yet a dead agent.
    OptionalLong micros = supervision.watchdogMicros();
    periodNanos =
        micros.isPresent()
            ? OptionalLong.of(TimeUnit.MICROSECONDS.toNanos(micros.getAsLong()) / 2)
            : OptionalLong.empty();
    nextSign = clock.nanos() + periodNanos.orElse(0);
    Log lines = surroundings.log();
    log =
        new StateLog<>(
            true,
            surroundings.logPeriodNanos(),
            told -> {
              if (told) {
                lines.info("systemd is told again how the agent is");
              } else {
                lines.warn("systemd cannot be told how the agent is: " + problem);
              }
            });
    status(summary);
  }

  @Override
  public void ready() {
    untold.put("READY", "1");
    tell();
  }

  @Override
  public void trouble(Optional<String> what) {
    status(what.orElse(summary));
  }

  @Override
  public long beforeSign(long nanos) {
    return periodNanos.isPresent() && nextSign - nanos < 0 ? nextSign : nanos;
  }

  @Override
  public void alive() {
    if (periodNanos.isPresent() && clock.nanos() - nextSign >= 0) {
      nextSign = clock.nanos() + periodNanos.getAsLong();
      untold.put("WATCHDOG", "1");
    }
    tell();
  }

  @Override
  public void close() {
    untold.put("STOPPING", "1");
    tell();
    socket.close();
  }

  /** A line end would begin another word. */
  private void status(String text) {
    String line = Log.printable(text);
    untold.put("STATUS", line.length() > LONGEST_STATUS ? line.substring(0, LONGEST_STATUS) : line);
  }

  private void tell() {
    if (untold.isEmpty()) {
      return;
    }
    StringBuilder words = new StringBuilder();
    untold.forEach((name, value) -> words.append(name).append('=').append(value).append('\n'));
    if (isSent(words.toString().getBytes(UTF_8))) {
      untold.clear();
      log.update(true, clock.nanos());
    } else {
      socket.close();
      log.update(false, clock.nanos());
    }
  }

  private boolean isSent(byte[] bytes) {
    try {
      String call = "connect";
      Errno errno = socket.isConnected() ? Errno.NONE : socket.connect();
      if (!errno.failed()) {
        call = "send";
        errno = socket.send(bytes, 0, bytes.length);
      }
      problem = errno.failed() ? LinuxException.describe(call, errno, address) : "";
    } catch (LinuxException failure) {
      problem = String.valueOf(failure.getMessage());
    }
    return problem.isEmpty();
  }
}
