package org.atlasagent.config;

import java.util.List;

/**
 * All that an operator can ask of the receiver of lines.
 *
 * @param listen unix sockets and UDP ports at which it listens
 * @param page where the page is served; nowhere when empty
 * @param logging how the log is written
 */
public record ReceiveConfig(List<OutputLocation> listen, List<PageLocation> page, Logging logging) {
  private static final int PORT = 1234;

  /** UDP on this machine only, over both IP versions, at the port that clients expect. */
  public static final List<OutputLocation> UDP =
      List.of(new OutputLocation.Udp("::1", PORT), new OutputLocation.Udp("127.0.0.1", PORT));

  public ReceiveConfig {
    listen = List.copyOf(listen);
    page = List.copyOf(page);
    if (listen.isEmpty()) {
      throw new IllegalArgumentException("nowhere to listen");
    }
  }
}
