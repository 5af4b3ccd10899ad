package org.atlasagent.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Recorder;
import org.atlasagent.meter.Series;
import org.atlasagent.spectatord.Batch;
import org.atlasagent.spectatord.ProtocolLine;
import org.atlasagent.spectatord.StrictParser;

/**
 * Keeps each sample twice, as it should become a line and as the agent's own encoder writes it, and
 * holds one against the other: so many lines, each of its own series, none that a strict parser
 * does not take.
 */
final class Wire implements Recorder {
  private final LineRecorder expected = new LineRecorder();
  private final Batch batch = new Batch();

  /** The lines since the last call, in bytewise order. */
  List<String> take() {
    String text = batch.textSince(0);
    batch.clear();
    List<String> lines = expected.take();
    compare(lines, text);
    return lines;
  }

  private static void compare(List<String> lines, String text) {
    if (text.isEmpty() && lines.isEmpty()) {
      return;
    }
    List<ProtocolLine> sent =
        StrictParser.parse(text.substring(0, text.length() - 1).getBytes(US_ASCII));
    List<String> found = text.lines().map(Wire::series).sorted().toList();
    List<String> wanted = lines.stream().map(Wire::series).sorted().toList();
    if (sent.size() != lines.size() || !found.equals(wanted)) {
      throw new AssertionError("on the wire: " + found + ", expected: " + wanted);
    }
  }

  private static String series(String line) {
    return line.substring(0, line.lastIndexOf(':'));
  }

  @Override
  public Series open(Metric metric, MeterId id) {
    Series one = expected.open(metric, id);
    Series other = batch.open(metric, id);
    return new Series() {
      @Override
      public void sample(double value) {
        one.sample(value);
        other.sample(value);
      }

      @Override
      public void sample(long value) {
        one.sample(value);
        other.sample(value);
      }

      @Override
      public void sampleUnsigned(long value) {
        one.sampleUnsigned(value);
        other.sampleUnsigned(value);
      }
    };
  }
}
