package org.atlasagent.source.host;

import java.io.IOException;

/** A place where a chronyd may take commands. */
public interface ChronyAddress {
  /**
   * Opens a way to it; whether somebody is there may become known with the first request only.
   *
   * @throws IOException when nobody is there, or not for this process
   */
  ChronyChannel open() throws IOException;

  /** The address for a message. */
  @Override
  String toString();
}
