package org.atlasagent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** A log whose lines are kept, as the journal would get them. */
final class LogLines {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Log log;

  LogLines(Clock clock) {
    log = new Log(new PrintStream(bytes, true, UTF_8), true, false, clock);
  }

  Log log() {
    return log;
  }

  int size() {
    return bytes.size();
  }

  /** The lines since the last call. */
  List<String> take() {
    List<String> lines = bytes.toString(UTF_8).lines().toList();
    bytes.reset();
    return lines;
  }
}
