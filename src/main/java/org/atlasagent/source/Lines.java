package org.atlasagent.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the lines of a kernel file, which starts before the first one. The bytes belong to
 * the reader of the file and are overwritten by its next reading.
 */
public abstract sealed class Lines permits Words {
  private static final byte[] NOTHING = {};

  private final String source;

  /** The bytes of the file, or of the piece of it that was read last. */
  byte[] bytes = NOTHING;

  /** Where the line begins. */
  int lineStart;

  /** Where the line ends, without its line feed. */
  int lineEnd;

  /** How far the line has been read. */
  int position;

  private int limit;
  private int next;
  private @Nullable Rest rest;

  /** What stands in a file behind the bytes that are in the buffer. */
  interface Rest {
    /**
     * Moves the bytes that are not yet used to the front of the buffer and puts the next ones
     * behind them.
     *
     * @param from the first byte that is not yet used
     * @param to the end of the bytes in the buffer
     * @return the number of bytes now in the buffer; {@code to - from} at the end of the file
     */
    int more(int from, int to);
  }

  Lines(String source) {
    this.source = source;
  }

  /** Starts again before the first line of these bytes. */
  final void reset(byte[] bytes, int length) {
    this.bytes = bytes;
    limit = length;
    rest = null;
    rewind();
  }

  /** Starts before the first line of a file of which the buffer holds only the beginning. */
  final void reset(byte[] buffer, int length, Rest rest) {
    reset(buffer, length);
    this.rest = rest;
  }

  /** The file's name, as messages give it. */
  public final String source() {
    return source;
  }

  /** The number of bytes in the file, or of those in the buffer if it is read in pieces. */
  public final int length() {
    return limit;
  }

  /** The 64-bit number in the eight bytes from an offset on, for the few files that are binary. */
  public final long littleEndian(int offset) {
    long value = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      value = value << Byte.SIZE | (bytes[offset + i] & 0xff);
    }
    return value;
  }

  /** A number that differs, most likely, when the file's content does. */
  public final long hash() {
    long hash = limit;
    for (int i = 0; i < limit; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** Starts again before the first line; not for a file that is read in pieces. */
  public final void rewind() {
    lineStart = 0;
    lineEnd = 0;
    next = 0;
    position = 0;
  }

  /** Moves to the beginning of the next line; false when there is none. */
  public final boolean nextLine() {
    int end = endOfLine(next);
    while (end == limit && rest != null) {
      end = endOfLine(fetch(rest));
    }
    if (next >= limit) {
      lineStart = limit;
      lineEnd = limit;
      position = limit;
      return false;
    }
    lineStart = next;
    position = next;
    lineEnd = end;
    next = end + 1;
    return true;
  }

  private int endOfLine(int from) {
    int end = Math.min(from, limit);
    while (end < limit && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Brings more behind a line of which the buffer holds only a part; where the new bytes begin. */
  private int fetch(Rest source) {
    int from = Math.min(next, limit);
    int kept = limit - from;
    limit = source.more(from, limit);
    next = 0;
    if (limit == kept) {
      rest = null;
    }
    return kept;
  }

  /** Moves to the next line, which must be there. */
  public final void requireLine(String expectation) {
    if (!nextLine()) {
      throw new MalformedException(source, "ends where " + expectation + " is expected", "");
    }
  }

  /** Whether the line begins with this ASCII text; the cursor stays where it is. */
  public final boolean lineStartsWith(String ascii) {
    return matches(lineStart, ascii);
  }

  /** Whether the line has nothing but blanks. */
  public final boolean lineIsBlank() {
    for (int i = lineStart; i < lineEnd; i++) {
      if (!blank(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** An error about the current line of this file. */
  public final MalformedException malformed(String flaw) {
    return new MalformedException(
        source, flaw, new String(bytes, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8));
  }

  /** Whether this ASCII text stands in the line at a place. */
  final boolean matches(int at, String ascii) {
    int length = ascii.length();
    if (lineEnd - at < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }
}
