package org.atlasagent.spectatord;

import java.nio.charset.StandardCharsets;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Metric;
import org.atlasagent.meter.Recorder;
import org.atlasagent.meter.Series;

/**
 * The lines that wait to be sent, in kept bytes: samples are appended at its end, an {@link Outbox}
 * takes from its beginning. Bounded: lines beyond the bound are dropped and counted. Used by one
 * thread.
 */
public final class Batch implements Recorder {
  /** Some 40,000 lines: more than any host reports in a round. */
  private static final int LARGEST = 4 << 20;

  private static final int SMALLEST = 16 << 10;

  private byte[] bytes = new byte[SMALLEST];

  /** Where the waiting lines begin and end in the bytes. */
  private int start;

  private int end;

  /** The bytes that came before the first of the array since the batch was made. */
  private long before;

  private long dropped;

  @Override
  public Series open(Metric metric, MeterId id) {
    return new Lines(Prefix.encode(metric, id));
  }

  /** A place to which the batch can go back: its present end. */
  public long mark() {
    return before + end;
  }

  /**
   * Takes back the lines that were appended since a mark, but for those that have been sent.
   *
   * @param mark what {@link #mark()} gave
   */
  public void resetTo(long mark) {
    if (mark > mark()) {
      throw new IllegalArgumentException("no mark of this batch: " + mark);
    }
    end = (int) Math.max(start, mark - before);
  }

  /** The lines that were appended since a mark and still wait, each with its end. */
  public String textSince(long mark) {
    int from = (int) Math.max(start, mark - before);
    return new String(bytes, from, end - from, StandardCharsets.US_ASCII);
  }

  /** Forgets every line that waits. */
  public void clear() {
    remove(size());
  }

  /** How many lines wait. */
  public int lines() {
    return lines(size());
  }

  /** Whether no line waits. */
  public boolean isEmpty() {
    return start == end;
  }

  /** Lines that did not fit within the bound, since the batch was made. */
  public long dropped() {
    return dropped;
  }

  /** How many bytes wait. */
  int size() {
    return end - start;
  }

  /** The bytes, of which those from {@link #start()} wait. */
  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  /** How many lines the first so many waiting bytes are. */
  int lines(int length) {
    int lines = 0;
    for (int i = start; i < start + length; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }

  /** The waiting bytes up to the end of the last line that ends within a bound; 0 if none does. */
  int wholeLines(int bound) {
    int length = Math.min(bound, size());
    while (length > 0 && bytes[start + length - 1] != '\n') {
      length--;
    }
    return length;
  }

  /** The bytes of the first line that waits, its end included. */
  int firstLine() {
    int next = start;
    while (bytes[next] != '\n') {
      next++;
    }
    return next + 1 - start;
  }

  /** Forgets the first so many waiting bytes. */
  void remove(int length) {
    start += length;
    if (start == end) {
      before += start;
      start = 0;
      end = 0;
    }
  }

  /** Makes room behind the end; whether there is so much. */
  private boolean reserve(int length) {
    if (end + length <= bytes.length) {
      return true;
    }
    if (size() + length > LARGEST) {
      return false;
    }
    int needed = size() + length;
    byte[] target = needed <= bytes.length / 2 ? bytes : grown(needed);
    System.arraycopy(bytes, start, target, 0, size());
    before += start;
    end -= start;
    start = 0;
    bytes = target;
    return true;
  }

  private byte[] grown(int needed) {
    return new byte[Math.clamp(2L * bytes.length, needed, LARGEST)];
  }

  /** The lines of one series. */
  private final class Lines implements Series {
    private final byte[] prefix;

    Lines(byte[] prefix) {
      this.prefix = prefix;
    }

    @Override
    public void sample(double value) {
      if (Double.isFinite(value) && begin()) {
        finish(Numbers.write(value, bytes, end + prefix.length));
      }
    }

    @Override
    public void sample(long value) {
      if (begin()) {
        finish(Numbers.write(value, bytes, end + prefix.length));
      }
    }

    @Override
    public void sampleUnsigned(long value) {
      if (begin()) {
        finish(Numbers.writeUnsigned(value, bytes, end + prefix.length));
      }
    }

    private boolean begin() {
      if (!reserve(prefix.length + Numbers.LONGEST + 1)) {
        dropped++;
        return false;
      }
      System.arraycopy(prefix, 0, bytes, end, prefix.length);
      return true;
    }

    private void finish(int next) {
      bytes[next] = '\n';
      end = next + 1;
    }
  }
}
