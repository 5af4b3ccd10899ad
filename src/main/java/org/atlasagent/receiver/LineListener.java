package org.atlasagent.receiver;

import org.atlasagent.spectatord.Flaw;
import org.atlasagent.spectatord.LineParser;

/** Is told of each line that a receiver gets. */
public interface LineListener {
  /** Hears nothing. */
  LineListener NONE =
      new LineListener() {
        @Override
        public void accepted(byte[] bytes, int from, int to, LineParser line) {}

        @Override
        public void refused(byte[] bytes, int from, int to, Flaw flaw) {}
      };

  /** A line is right, and was taken. */
  void accepted(byte[] bytes, int from, int to, LineParser line);

  /** A line was refused. */
  void refused(byte[] bytes, int from, int to, Flaw flaw);
}
