package org.atlasagent.source;

import java.nio.charset.StandardCharsets;

/**
 * A cursor over the text of a kernel file: lines, and in a line fields that stand between blanks.
 * Works on the bytes and makes objects only where a caller asks for text. Parse at once, keep
 * nothing: the bytes are overwritten by the next reading of the file.
 */
public final class Fields extends Words {
  /**
   * A cursor over nothing yet.
   *
   * @param source the file's name for messages
   */
  public Fields(String source) {
    super(source);
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

  /** The next field's place in a table of known names, without making text of it. */
  public <K extends Enum<K>> int key(Keys<K> keys) {
    requireField();
    int end = fieldEnd();
    int found = keys.indexOf(bytes, position, end);
    position = end;
    return found;
  }

  /** The next field up to a colon, as its place in a table of known names. */
  public <K extends Enum<K>> int keyBeforeColon(Keys<K> keys) {
    requireField();
    int end = position;
    while (end < lineEnd && bytes[end] != ':') {
      end++;
    }
    int found = keys.indexOf(bytes, position, end);
    position = Math.min(end + 1, lineEnd);
    return found;
  }

  /** The part of the next field before a delimiter, as its place in a table of known names. */
  public <K extends Enum<K>> int keyBefore(char delimiter, Keys<K> keys) {
    if (!nextHas(delimiter)) {
      throw malformed("'" + delimiter + "' is missing");
    }
    int end = placeOf(delimiter);
    int found = keys.indexOf(bytes, position, end);
    position = end + 1;
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

  private long parse(int radix) {
    if (!hasNext()) {
      throw malformed("a number is missing");
    }
    return parse(radix, fieldEnd());
  }

  private long parseUntil(int radix, char delimiter) {
    skipBlanks();
    int end = placeOf(delimiter);
    long number = parse(radix, end);
    position = end + 1;
    return number;
  }

  private long parse(int radix, int end) {
    try {
      long value = Digits.parse(bytes, position, end, radix);
      position = end;
      return value;
    } catch (NumberFormatException notANumber) {
      throw malformed(notANumber);
    }
  }

  private MalformedException malformed(NumberFormatException notANumber) {
    return malformed(String.valueOf(notANumber.getMessage()));
  }
}
