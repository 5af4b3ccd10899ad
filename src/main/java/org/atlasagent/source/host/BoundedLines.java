package org.atlasagent.source.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a stream, each cut to a length that a reader can bear. Used by one thread. */
final class BoundedLines {
  private final InputStream stream;
  private final byte[] line;

  BoundedLines(InputStream stream, int longestBytes) {
    this.stream = new BufferedInputStream(stream);
    line = new byte[longestBytes];
  }

  /** Waits for the next line; empty at the end of the stream. */
  Optional<String> next() throws IOException {
    int length = 0;
    int next = stream.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      if (length < line.length) {
        line[length++] = (byte) next;
      }
      next = stream.read();
    }
    return Optional.of(new String(line, 0, length, UTF_8));
  }
}
