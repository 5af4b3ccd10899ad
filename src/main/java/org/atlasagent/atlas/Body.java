package org.atlasagent.atlas;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.atlasagent.receiver.StepStatistic;

/**
 * A request's body in the making. Names and tags of a received line need no escaping: it would have
 * been refused if they had any but letters, digits and {@code -._~^}.
 */
final class Body {
  private static final int BUFFER = 4096;
  private static final byte[] HEAD = "{\"tags\":{},\"metrics\":[".getBytes(US_ASCII);
  private static final String FIRST = "{\"tags\":{\"name\":\"";
  private static final String NEXT = "," + FIRST;
  private static final byte[] TAIL = "]}".getBytes(US_ASCII);
  private static final byte[] STATISTIC = "statistic".getBytes(US_ASCII);

  /** Keys that Atlas has for what the line says in another way. */
  private static final byte[][] RESERVED = {
    "name".getBytes(US_ASCII), "atlas.dstype".getBytes(US_ASCII)
  };

  private final long timestamp;
  private final ByteArrayOutputStream zipped = new ByteArrayOutputStream(BUFFER);
  private final OutputStream out;
  private int values;

  /** A body without values yet, whose values have this time stamp. */
  Body(long timestamp) throws IOException {
    this.timestamp = timestamp;
    out = new BufferedOutputStream(new Gzip(zipped), BUFFER);
    out.write(HEAD);
  }

  int values() {
    return values;
  }

  /** Appends a value, which is finite. */
  void append(byte[] id, StepStatistic statistic, double value) throws IOException {
    write(values++ == 0 ? FIRST : NEXT);
    int at = find((byte) ',', id, 0);
    out.write(id, 0, at);
    boolean labeled = false;
    while (at < id.length) {
      int equals = find((byte) '=', id, at);
      int end = find((byte) ',', id, equals);
      boolean label = is(STATISTIC, id, at + 1, equals);
      if (label ? keepsLabel(statistic) : !isReserved(id, at + 1, equals)) {
        write("\",\"");
        out.write(id, at + 1, equals - at - 1);
        write("\":\"");
        out.write(id, equals + 1, end - equals - 1);
        labeled |= label;
      }
      at = end;
    }
    if (!labeled) {
      write("\",\"statistic\":\"");
      write(statistic.title());
    }
    write(statistic.rate() ? "\",\"atlas.dstype\":\"rate" : "\",\"atlas.dstype\":\"gauge");
    write("\"},\"timestamp\":");
    write(Long.toString(timestamp));
    write(",\"value\":");
    write(Double.toString(value));
    out.write('}');
  }

  /** Ends it. */
  byte[] end() throws IOException {
    out.write(TAIL);
    out.close();
    return zipped.toByteArray();
  }

  /** A counter or gauge may be a statistic of something that the sender has summed up itself. */
  private static boolean keepsLabel(StepStatistic statistic) {
    return statistic == StepStatistic.COUNT || statistic == StepStatistic.GAUGE;
  }

  private static boolean isReserved(byte[] id, int from, int to) {
    for (byte[] key : RESERVED) {
      if (is(key, id, from, to)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(byte[] key, byte[] id, int from, int to) {
    return Arrays.equals(key, 0, key.length, id, from, to);
  }

  /** The next place of a byte; the end where there is none. */
  private static int find(byte wanted, byte[] id, int from) {
    int at = from;
    do {
      at++;
    } while (at < id.length && id[at] != wanted);
    return at;
  }

  private void write(String ascii) throws IOException {
    out.write(ascii.getBytes(US_ASCII));
  }

  /** Compresses as fast as it can: names that repeat are what there is to gain. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
