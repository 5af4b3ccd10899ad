package org.atlasagent.source.host;

import java.io.IOException;
import java.util.Optional;

/** An open way to a chronyd, on which one request at a time is asked. */
public interface ChronyChannel extends AutoCloseable {
  /**
   * Sends a request and waits for a datagram from chronyd.
   *
   * @param millis how long to wait; at least 1
   * @return empty when none came in time
   * @throws IOException when nobody is there
   */
  Optional<byte[]> ask(byte[] request, int millis) throws IOException;

  @Override
  void close();
}
