package org.atlasagent.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the text of a kernel file: lines, and in a line fields that stand between blanks.
 * Works on the bytes and makes objects only where a caller asks for text.
 *
 * <p>A cursor starts before the first line. The bytes belong to the reader of the file and are
 * overwritten by its next reading: parse at once, keep nothing.
 */
public final class Fields {
  private static final byte[] NOTHING = {};

  private final String source;
  private byte[] bytes = NOTHING;
  private int limit;
  private int lineStart;
  private int lineEnd;
  private int next;
  private int position;
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

  /**
   * A cursor over nothing yet.
   *
   * @param source the file's name for messages
   */
  public Fields(String source) {
    this.source = source;
  }

  /** A cursor over a text. */
  public static Fields of(String source, byte[] text) {
    Fields fields = new Fields(source);
    fields.reset(text, text.length);
    return fields;
  }

  /** A cursor over a text; for tests and for values that came as text. */
  public static Fields of(String source, String text) {
    return of(source, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Starts again before the first line of these bytes. */
  void reset(byte[] bytes, int length) {
    this.bytes = bytes;
    limit = length;
    rest = null;
    rewind();
  }

  /** Starts before the first line of a file of which the buffer holds only the beginning. */
  void reset(byte[] buffer, int length, Rest rest) {
    reset(buffer, length);
    this.rest = rest;
  }

  /** The file's name, as messages give it. */
  public String source() {
    return source;
  }

  /** The number of bytes in the file, or of those in the buffer if it is read in pieces. */
  public int length() {
    return limit;
  }

  /** The 64-bit number in the eight bytes from an offset on, for the few files that are binary. */
  public long littleEndian(int offset) {
    long value = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      value = value << Byte.SIZE | (bytes[offset + i] & 0xff);
    }
    return value;
  }

  /** A number that differs, most likely, when the file's content does. */
  public long hash() {
    long hash = limit;
    for (int i = 0; i < limit; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** Starts again before the first line; not for a file that is read in pieces. */
  public void rewind() {
    lineStart = 0;
    lineEnd = 0;
    next = 0;
    position = 0;
  }

  /** Moves to the beginning of the next line; false when there is none. */
  public boolean nextLine() {
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
  public void requireLine(String expectation) {
    if (!nextLine()) {
      throw new MalformedException(source, "ends where " + expectation + " is expected", "");
    }
  }

  /** Whether the line holds one more field. */
  public boolean hasNext() {
    while (position < lineEnd && blank(bytes[position])) {
      position++;
    }
    return position < lineEnd;
  }

  /** Whether the line begins with this ASCII text; the cursor stays where it is. */
  public boolean lineStartsWith(String ascii) {
    return matches(lineStart, ascii);
  }

  /** Whether the line has nothing but blanks. */
  public boolean lineIsBlank() {
    for (int i = lineStart; i < lineEnd; i++) {
      if (!blank(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** Passes over this ASCII text if it stands next; false, and nothing moved, if it does not. */
  public boolean skipText(String ascii) {
    if (!hasNext() || !matches(position, ascii)) {
      return false;
    }
    position += ascii.length();
    return true;
  }

  /** Passes over a whole field equal to this ASCII text if it stands next. */
  public boolean skipField(String ascii) {
    if (!hasNext() || !matches(position, ascii)) {
      return false;
    }
    int end = position + ascii.length();
    if (end < lineEnd && !blank(bytes[end])) {
      return false;
    }
    position = end;
    return true;
  }

  /** Passes over so many fields, which must be there. */
  public void skip(int count) {
    for (int i = 0; i < count; i++) {
      if (!hasNext()) {
        throw malformed("fewer fields than expected");
      }
      position = fieldEnd();
    }
  }

  /** Passes over everything up to the last such character of the line, which must be there. */
  public void skipPastLast(char character) {
    int end = lineEnd;
    while (end > position && bytes[end - 1] != character) {
      end--;
    }
    if (end == position) {
      throw malformed("'" + character + "' is missing");
    }
    position = end;
  }

  /** The fields that are left in the line; the cursor stays where it is. */
  public int remaining() {
    int kept = position;
    int count = 0;
    while (hasNext()) {
      position = fieldEnd();
      count++;
    }
    position = kept;
    return count;
  }

  /** The next field as text; invalid UTF-8 becomes replacement characters. */
  public String text() {
    if (!hasNext()) {
      throw malformed("a field is missing");
    }
    int end = fieldEnd();
    String text = new String(bytes, position, end - position, StandardCharsets.UTF_8);
    position = end;
    return text;
  }

  /** The rest of the line as text, without blanks around it. */
  public String rest() {
    if (!hasNext()) {
      return "";
    }
    int end = lineEnd;
    while (end > position && blank(bytes[end - 1])) {
      end--;
    }
    String text = new String(bytes, position, end - position, StandardCharsets.UTF_8);
    position = lineEnd;
    return text;
  }

  /** The next text up to a delimiter in this line, which is passed over. */
  public String textUntil(char delimiter) {
    if (!hasNext()) {
      throw malformed("a field is missing");
    }
    int end = position;
    while (end < lineEnd && bytes[end] != delimiter) {
      end++;
    }
    if (end == lineEnd) {
      throw malformed("'" + delimiter + "' is missing");
    }
    String text = new String(bytes, position, end - position, StandardCharsets.UTF_8);
    position = end + 1;
    return text;
  }

  /** The next text up to the last such delimiter in this line, which is passed over. */
  public String textUntilLast(char delimiter) {
    if (!hasNext()) {
      throw malformed("a field is missing");
    }
    int end = lineEnd - 1;
    while (end >= position && bytes[end] != delimiter) {
      end--;
    }
    if (end < position) {
      throw malformed("'" + delimiter + "' is missing");
    }
    String text = new String(bytes, position, end - position, StandardCharsets.UTF_8);
    position = end + 1;
    return text;
  }

  /** The text up to the second space from here, without these two: empty where they adjoin. */
  public String textToNextSpace() {
    int start = Math.min(position + 1, lineEnd);
    int end = start;
    while (end < lineEnd && bytes[end] != ' ') {
      end++;
    }
    position = end;
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The next field's place in a table of known names, without making text of it. */
  public <K extends Enum<K>> int key(Keys<K> keys) {
    if (!hasNext()) {
      throw malformed("a field is missing");
    }
    int end = fieldEnd();
    int found = keys.indexOf(bytes, position, end);
    position = end;
    return found;
  }

  /** The next field up to a colon, as its place in a table of known names. */
  public <K extends Enum<K>> int keyBeforeColon(Keys<K> keys) {
    if (!hasNext()) {
      throw malformed("a field is missing");
    }
    int end = position;
    while (end < lineEnd && bytes[end] != ':') {
      end++;
    }
    int found = keys.indexOf(bytes, position, end);
    position = Math.min(end + 1, lineEnd);
    return found;
  }

  /**
   * The next field as an unsigned 64-bit decimal number.
   *
   * @throws MalformedException when it is missing, is no number or does not fit
   */
  public long number() {
    return parse(10);
  }

  /** The next text up to a delimiter, which is passed over, as such a number. */
  public long numberUntil(char delimiter) {
    return parseUntil(10, delimiter);
  }

  /** The next field as an unsigned 64-bit hexadecimal number. */
  public long hex() {
    return parse(16);
  }

  /** The next text up to a delimiter, which is passed over, as such a number. */
  public long hexUntil(char delimiter) {
    return parseUntil(16, delimiter);
  }

  /** The next field as a decimal number that may be negative. */
  public long signedNumber() {
    if (hasNext() && bytes[position] == '-') {
      position++;
      return -parse(10);
    }
    return parse(10);
  }

  /** The next field as a decimal fraction, such as {@code 0.52}. */
  public double decimal() {
    if (!hasNext()) {
      throw malformed("a number is missing");
    }
    int start = position;
    String text = text();
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // reported below, with the file and the line
    }
    position = start;
    throw malformed("not a number: " + text);
  }

  /** An error about the current line of this file. */
  public MalformedException malformed(String flaw) {
    return new MalformedException(
        source, flaw, new String(bytes, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8));
  }

  private long parse(int radix) {
    if (!hasNext()) {
      throw malformed("a number is missing");
    }
    return parse(radix, fieldEnd());
  }

  private long parseUntil(int radix, char delimiter) {
    int end = hasNext() ? position : lineEnd;
    while (end < lineEnd && bytes[end] != delimiter) {
      end++;
    }
    if (end == lineEnd) {
      throw malformed("'" + delimiter + "' is missing");
    }
    long number = parse(radix, end);
    position = end + 1;
    return number;
  }

  private long parse(int radix, int end) {
    if (end == position) {
      throw malformed("a number is missing");
    }
    long value = 0;
    for (int i = position; i < end; i++) {
      int digit = digit(bytes[i]);
      if (digit < 0 || digit >= radix || overflows(value, digit, radix)) {
        String flaw = digit < 0 || digit >= radix ? "not a number: " : "more than 64 bits: ";
        throw malformed(flaw + new String(bytes, position, end - position, StandardCharsets.UTF_8));
      }
      value = value * radix + digit;
    }
    position = end;
    return value;
  }

  private static boolean overflows(long value, int digit, int radix) {
    if (value >= 0 && value < Long.MAX_VALUE / 16) {
      return false;
    }
    long bound = Long.divideUnsigned(-1L, radix);
    int order = Long.compareUnsigned(value, bound);
    return order > 0 || (order == 0 && digit > Long.remainderUnsigned(-1L, radix));
  }

  private static int digit(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private int fieldEnd() {
    int end = position;
    while (end < lineEnd && !blank(bytes[end])) {
      end++;
    }
    return end;
  }

  private boolean matches(int at, String ascii) {
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

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }
}
