package org.atlasagent.cli;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.atlasagent.config.Supervision;

/** The variables by which systemd tells a service what it wants to hear: sd_notify(3). */
final class SystemdVariables {
  private SystemdVariables() {}

  /**
   * What systemd wants to hear from this process; empty when it has not started it, or does not
   * wait for anything.
   *
   * @param pid the number of this process: the watchdog may be meant for another one
   */
  static Optional<Supervision> supervision(Map<String, String> environment, long pid) {
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    return socket.isEmpty()
        ? Optional.empty()
        : Optional.of(new Supervision(socket, watchdogMicros(environment, pid)));
  }

  /** The variables of sd_watchdog_enabled(3); what is no number is not meant for anybody. */
  private static OptionalLong watchdogMicros(Map<String, String> environment, long pid) {
    String watched = environment.getOrDefault("WATCHDOG_PID", "");
    if (!watched.isEmpty() && !watched.equals(String.valueOf(pid))) {
      return OptionalLong.empty();
    }
    try {
      long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", ""));
      return micros > 0 ? OptionalLong.of(micros) : OptionalLong.empty();
    } catch (NumberFormatException none) {
      return OptionalLong.empty();
    }
  }
}
