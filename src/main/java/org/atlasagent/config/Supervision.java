package org.atlasagent.config;

import java.util.OptionalLong;

/**
 * What the service manager that has started the agent wants to hear: sd_notify(3).
 *
 * @param socket where it listens: the path of a unix datagram socket, or {@code @name} for one in
 *     the abstract namespace
 * @param watchdogMicros it takes the agent for stuck when it hears no sign of life for so many
 *     microseconds; empty when it does not wait for any
 */
public record Supervision(String socket, OptionalLong watchdogMicros) {
  public Supervision {
    if (watchdogMicros.isPresent() && watchdogMicros.getAsLong() <= 0) {
      throw new IllegalArgumentException("not a time: " + watchdogMicros.getAsLong());
    }
  }
}
