package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Reads the decimal numbers of the protocol. What a double holds without rounding before its power
 * of ten, as nearly all numbers are, makes no garbage; others take the way over a string.
 */
final class NumberParser {
  /** So many digits fit into a long whatever they are. */
  private static final int MOST_DIGITS = 18;

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long EXACT = 1L << 53;
  private static final double TWO_TO_64 = 0x1p64;

  private double value;
  private long unsigned;
  private int at;

  /** Where digits were read: their value, how many of them count, how many there are at all. */
  private long digits;

  private int significant;
  private int read;

  /** The last number. */
  double value() {
    return value;
  }

  /** The last number of {@link #parseUnsigned}. */
  long unsigned() {
    return unsigned;
  }

  /** Reads a number that takes all the bytes; what is wrong with it. */
  Flaw parse(byte[] bytes, int from, int to) {
    at = from;
    boolean negative = sign(bytes, to);
    begin();
    digits(bytes, to);
    int fraction = 0;
    if (at < to && bytes[at] == '.') {
      at++;
      int before = read;
      digits(bytes, to);
      fraction = read - before;
    }
    if (read == 0) {
      return noDigits(bytes, from, to);
    }
    boolean simple = significant <= MOST_DIGITS && digits <= EXACT;
    if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
      simple = false;
      if (!exponent(bytes, to)) {
        return Flaw.NUMBER;
      }
    }
    if (at < to) {
      return Flaw.BEHIND_NUMBER;
    }
    if (simple && fraction < POWERS.length) {
      double magnitude = digits / POWERS[fraction];
      value = negative ? -magnitude : magnitude;
    } else {
      value = Double.parseDouble(new String(bytes, from, to - from, US_ASCII));
    }
    return Double.isFinite(value) ? Flaw.NONE : Flaw.NOT_FINITE;
  }

  /** Reads a number of 64 bits without a sign; what is wrong with it. */
  Flaw parseUnsigned(byte[] bytes, int from, int to) {
    at = from;
    if (sign(bytes, to)) {
      return Flaw.NEGATIVE;
    }
    begin();
    digits(bytes, to);
    if (read == 0) {
      return noDigits(bytes, from, to);
    }
    if (at < to) {
      return bytes[at] == '.' || bytes[at] == 'e' || bytes[at] == 'E'
          ? Flaw.FRACTION
          : Flaw.BEHIND_NUMBER;
    }
    if (significant > MOST_DIGITS) {
      try {
        digits = Long.parseUnsignedLong(new String(bytes, from, to - from, US_ASCII));
      } catch (NumberFormatException wide) {
        return Flaw.WIDE;
      }
    }
    unsigned = digits;
    value = digits >= 0 ? digits : digits + TWO_TO_64;
    return Flaw.NONE;
  }

  private void begin() {
    digits = 0;
    significant = 0;
    read = 0;
  }

  private boolean sign(byte[] bytes, int to) {
    boolean negative = at < to && bytes[at] == '-';
    if (negative || (at < to && bytes[at] == '+')) {
      at++;
    }
    return negative;
  }

  private void digits(byte[] bytes, int to) {
    while (at < to && LineParser.isDigit(bytes[at])) {
      if (significant > 0 || bytes[at] != '0') {
        significant++;
        if (significant <= MOST_DIGITS) {
          digits = digits * 10 + bytes[at] - '0';
        }
      }
      read++;
      at++;
    }
  }

  /** Passes over an exponent; whether it has digits. */
  private boolean exponent(byte[] bytes, int to) {
    at++;
    sign(bytes, to);
    int first = at;
    while (at < to && LineParser.isDigit(bytes[at])) {
      at++;
    }
    return at > first;
  }

  private static Flaw noDigits(byte[] bytes, int from, int to) {
    if (from == to) {
      return Flaw.NO_NUMBER;
    }
    String text = new String(bytes, from, Math.min(to - from, 9), US_ASCII);
    return text.matches("(?i)[+-]?(nan|inf(inity)?)") ? Flaw.NOT_FINITE : Flaw.NUMBER;
  }
}
