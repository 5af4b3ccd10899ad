package org.atlasagent.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.PrintWriter;
import org.atlasagent.meter.Kind;
import org.atlasagent.receiver.LineListener;
import org.atlasagent.spectatord.Flaw;
import org.atlasagent.spectatord.LineParser;

/** Prints each line that is received: as it was understood, or why it was refused. */
final class LineEcho implements LineListener {
  private static final String REFUSED = "REFUSED";

  private final PrintWriter out;

  private LineEcho(PrintWriter out) {
    this.out = out;
  }

  /** Prints to a writer, where that is wanted. */
  static LineListener to(PrintWriter out, boolean wanted) {
    return wanted ? new LineEcho(out) : LineListener.NONE;
  }

  @Override
  public void accepted(byte[] bytes, int from, int to, LineParser line) {
    String id =
        new String(line.id(), line.idFrom(), line.idTo() - line.idFrom(), US_ASCII)
            .replace(',', ' ');
    out.println(kind(line) + "  " + id + "  " + value(line));
    out.flush();
  }

  @Override
  public void refused(byte[] bytes, int from, int to, Flaw flaw) {
    out.println(REFUSED + "  " + flaw.text() + ": " + printable(bytes, from, to));
    out.flush();
  }

  private static String kind(LineParser line) {
    return line.kind() == Kind.GAUGE
        ? "%s for %d s".formatted(line.kind().title(), line.ttlSeconds())
        : line.kind().title();
  }

  private static String value(LineParser line) {
    return line.kind() == Kind.MONOTONIC_COUNTER
        ? Long.toUnsignedString(line.unsigned())
        : Figure.exact(line.value());
  }

  /** What was sent may hold anything: nothing of it may move the cursor. */
  private static String printable(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      if (bytes[i] >= ' ' && bytes[i] < 0x7f) {
        text.append((char) bytes[i]);
      } else {
        text.append("\\x%02x".formatted(bytes[i]));
      }
    }
    return text.toString();
  }
}
